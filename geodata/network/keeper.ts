/**
 * Keeps the network of a database. The first question builds it; after a change it is built again in a thread,
 * while the old one answers. Closures are read again at once, without building.
 */
import type { Queryable } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import type { NetworkStatus } from '../model/answers/network.ts'
import { buildFromDatabase } from './build.ts'
import { type ClosureRow, KeptNetwork } from './kept.ts'

const closuresSql = sqlFile(import.meta.url, 'closures.sql')

/** Edits come in series: building waits until none came for so long. */
const QUIET_MS = 1_000
const RETRY_MS = 10_000

export class NetworkKeeper {
  readonly #database: Queryable
  readonly #onError: (error: unknown) => void
  #current: KeptNetwork | undefined
  #building: Promise<KeptNetwork> | undefined
  #isOutdated = false
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  /** `onError` hears why a network could not be built again; it is tried once more after a while. */
  constructor(database: Queryable, onError: (error: unknown) => void) {
    this.#database = database
    this.#onError = onError
  }

  /** The network as it is; the first time it is built, which takes seconds. Throws what building throws. */
  async current(): Promise<KeptNetwork> {
    return this.#current ?? this.#build()
  }

  status(): NetworkStatus {
    const state = this.#building ? 'building' : this.#current ? 'ready' : 'none'
    const { graph, bytes } = this.#current ?? {}
    return {
      state,
      outdated: this.#isOutdated,
      version: graph?.version ?? null,
      built_at: graph?.builtAt ?? null,
      age_s: graph ? Math.round((Date.now() - Date.parse(graph.builtAt)) / 1000) : null,
      bytes: bytes ?? null,
      nodes: graph?.nodeCount ?? null,
      edges: graph?.edgeCount ?? null,
      closures: this.#current?.inForce().length ?? null,
    }
  }

  /** Ways have changed: builds again when changes pause, if there is a network already. */
  outdate(): void {
    this.#isOutdated = true
    if (this.#current !== undefined || this.#building !== undefined) this.#later(QUIET_MS)
  }

  /** Reads closures again; they hold for every search that begins afterwards. */
  async refreshClosures(): Promise<void> {
    await this.#building?.catch(() => undefined)
    if (this.#current) await this.#close(this.#current)
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#isStopped) return
    this.#timer = setTimeout(() => {
      if (this.#building) this.#later(QUIET_MS)
      else this.#build().catch(this.#onError)
    }, ms).unref()
  }

  #build(): Promise<KeptNetwork> {
    this.#building ??= this.#buildOnce().finally(() => {
      this.#building = undefined
    })
    return this.#building
  }

  async #buildOnce(): Promise<KeptNetwork> {
    this.#isOutdated = false
    try {
      const network = new KeptNetwork(await buildFromDatabase(this.#database))
      await this.#close(network)
      this.#current = network
      return network
    } catch (error) {
      this.#isOutdated = true
      if (this.#current !== undefined) this.#later(RETRY_MS)
      throw error
    }
  }

  async #close(network: KeptNetwork): Promise<void> {
    const { rows } = await this.#database.query<ClosureRow>(closuresSql)
    network.close(rows)
  }
}

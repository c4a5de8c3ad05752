/**
 * Keeps the network of a database. The first request builds it; after a change it is built again in a thread,
 * while the old one answers. Closures are read again at once, without building.
 */
import { setTimeout as after } from 'node:timers/promises'
import type { Queryable } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import type { NetworkStatus } from '../model/answers/network.ts'
import { buildFromDatabase, type HeightsOf } from './build.ts'
import { type ClosureRow, KeptNetwork } from './kept.ts'
import type { RouteWish } from './thread.ts'

const closuresSql = sqlFile(import.meta.url, 'closures.sql')

/** Milliseconds without changes before a build, because edits come in series. */
const QUIET_MS = 1_000
const RETRY_MS = 10_000
const FIRST_MS = 3_000

/** Walking is asked for most, and explains where others cannot pass. */
const usual: readonly RouteWish[] = [['walk', []]]

export class NetworkKeeper {
  readonly #database: Queryable
  readonly #onError: (error: unknown) => void
  readonly #heightsOf: HeightsOf | undefined
  #current: KeptNetwork | undefined
  #building: Promise<KeptNetwork> | undefined
  #isOutdated = false
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  /** `onError` gets the reason of a failed build, which is retried after a while. */
  constructor(database: Queryable, onError: (error: unknown) => void, heightsOf?: HeightsOf) {
    this.#database = database
    this.#heightsOf = heightsOf
    this.#onError = onError
  }

  /**
   * Returns the current network; the first time it is built, which takes seconds. Throws errors of the build.
   */
  async current(): Promise<KeptNetwork> {
    return this.#current ?? this.#build()
  }

  /** As `current`, but waits at most some milliseconds for the first network; null if that is not enough. */
  async currentWithin(ms: number): Promise<KeptNetwork | null> {
    const late = new AbortController()
    try {
      return await Promise.race([this.current(), after(ms, null, { ref: false, signal: late.signal })])
    } finally {
      late.abort()
    }
  }

  /** Builds a while after the promise resolves, before somebody asks, but not beside the first visitors. */
  buildAfter(loaded: Promise<unknown> | undefined): void {
    loaded?.then(
      () => {
        if (this.#current === undefined && this.#building === undefined) this.#later(FIRST_MS)
      },
      () => undefined,
    )
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

  /** Marks the network as outdated: it is built again when changes pause, if there is one. */
  outdate(): void {
    this.#isOutdated = true
    if (this.#current !== undefined || this.#building !== undefined) this.#later(QUIET_MS)
  }

  /** Reads closures again; they apply to later searches. */
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
      else this.#build().catch((error: unknown) => this.#isStopped || this.#onError(error))
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
      const ahead = this.#current?.asked ?? usual
      const built = await buildFromDatabase(this.#database, this.#heightsOf, ahead)
      const network = new KeptNetwork(built)
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

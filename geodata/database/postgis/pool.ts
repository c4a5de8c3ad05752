/** Connections to a PostGIS server, by node-postgres' pool, each lent to one viewer at a time. */
import pg from 'pg'
import { type SessionRole, sessionRoleOf, switchTo, systemSessionRole } from '../../access/switch-viewer.ts'
import type { Viewer } from '../../access/viewer.ts'
import { namedError } from '../errors.ts'
import { valueTypes } from '../value-types.ts'
import { PostgisClient } from './client.ts'
import { PostgisListener } from './listener.ts'

export interface PostgisOptions {
  readonly url: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  /** Is told of connections that were lost while nobody used them. */
  readonly onWarning: (message: string, error: unknown) => void
}

interface LendOptions {
  /** Time limit of each statement that the borrower sets; undefined is the pool's. */
  readonly limitMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** The borrower changes settings of the connection, which is then not lent again. */
  readonly changed?: boolean
}

/** Just-in-time compilation and parallel workers cost more than they give on queries this short. */
const SESSION = 'set jit = off; set max_parallel_workers_per_gather = 0'

/** How long a query under way may still run when the database is closed. */
const CLOSE_PATIENCE_MS = 1_000

/** Beyond the statement's own time limit: only a lost network is silent for so long. */
const SILENCE_MS = 5_000

/** A peer that is gone is noticed some 20 s later, where the system would wait for hours. */
const alive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const

export class PostgisPool {
  readonly listener: PostgisListener
  readonly #pool: pg.Pool
  readonly #config: pg.ClientConfig
  readonly #statementTimeoutMs: number
  readonly #lent = new Set<PostgisClient>()
  /** As whom a connection asked last; one that is not here has never been switched. */
  readonly #standings = new WeakMap<pg.PoolClient, SessionRole>()

  constructor(options: PostgisOptions) {
    this.#config = { connectionString: options.url }
    this.#statementTimeoutMs = options.statementTimeoutMs
    this.#pool = new pg.Pool({
      ...this.#config,
      ...alive,
      max: options.poolSize,
      statement_timeout: options.statementTimeoutMs,
      connectionTimeoutMillis: 10_000,
      application_name: 'shuangxi',
      types: valueTypes,
      onConnect: async (client: pg.ClientBase) => {
        await client.query(SESSION)
      },
    })
    // The pool has no ear for connections that it is letting go of: an error there would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
    this.#pool.on('error', (error) => options.onWarning('an idle connection was lost', error))
    this.listener = new PostgisListener(options.url, options.onWarning)
  }

  /** Lends a connection that asks as a viewer, or as the system where there is none. */
  async lend(viewer: Viewer | undefined, options: LendOptions = {}): Promise<PostgisClient> {
    const { signal, changed = false } = options
    const limitMs = options.limitMs ?? this.#statementTimeoutMs
    try {
      const connection = await untilAborted(this.#pool.connect(), signal)
      const client = new PostgisClient(connection, {
        config: this.#config,
        changed,
        silenceMs: limitMs > 0 ? limitMs + SILENCE_MS : undefined,
        onRelease: (released) => this.#lent.delete(released),
      })
      this.#lent.add(client)
      await this.#stand(connection, client, sessionRoleOf(viewer))
      return client
    } catch (error) {
      throw signal?.aborted ? error : namedError(error)
    }
  }

  async #stand(connection: pg.PoolClient, client: PostgisClient, standing: SessionRole): Promise<void> {
    if ((this.#standings.get(connection) ?? systemSessionRole) === standing) return
    try {
      await switchTo(client, standing)
      this.#standings.set(connection, standing)
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  /** Waits for clients that are still lent, but not for ever: then what they do is cancelled. */
  async close() {
    const ended = Promise.all([this.listener.close(), this.#pool.end()])
    if (await endsWithin(CLOSE_PATIENCE_MS, ended)) return
    await Promise.all([...this.#lent].map((client) => client.cancel()))
    await endsWithin(CLOSE_PATIENCE_MS / 4, ended)
  }
}

/** A connection that is lent to someone who has gone meanwhile goes back at once. */
function untilAborted(lending: Promise<pg.PoolClient>, signal?: AbortSignal): Promise<pg.PoolClient> {
  if (!signal) return lending
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason)
      lending.then(
        (client) => client.release(),
        () => undefined,
      )
    }
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    lending.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

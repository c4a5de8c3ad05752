/** The platform's database: a PostGIS server, by node-postgres' pool. */
import pg from 'pg'
import type { AnyRow, Database, DatabaseClient, QueryConfig, TransactionOptions } from './database.ts'
import { namedError } from './database-errors.ts'
import { PostgisClient } from './postgis-client.ts'
import { PostgisListener } from './postgis-listener.ts'
import { runTransaction } from './transaction.ts'
import { valueTypes } from './value-types.ts'

export interface PostgisOptions {
  readonly url: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  /** Is told of connections that were lost while nobody used them. */
  readonly onWarning: (message: string, error: unknown) => void
}

/** Just-in-time compilation and parallel workers cost more than they give on queries this short. */
const SESSION = 'set jit = off; set max_parallel_workers_per_gather = 0'

/** How long a query under way may still run when the database is closed. */
const CLOSE_PATIENCE_MS = 1_000

/** Beyond the statement's own time limit: only a lost network is silent for so long. */
const SILENCE_MS = 5_000

/** A peer that is gone is noticed some 20 s later, where the system would wait for hours. */
const alive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const

class PostgisDatabase implements Database {
  readonly kind = 'postgis'
  readonly #pool: pg.Pool
  readonly #config: pg.ClientConfig
  readonly #statementTimeoutMs: number
  readonly #lent = new Set<PostgisClient>()
  readonly #listener: PostgisListener

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
    this.#listener = new PostgisListener(options.url, options.onWarning)
  }

  async query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    const signal = typeof query === 'string' ? undefined : query.signal
    const client = await this.#lend(this.#statementTimeoutMs, signal)
    try {
      return await client.query<Row>(query, values)
    } finally {
      client.release()
    }
  }

  async connect(options: { readonly statementTimeoutMs?: number } = {}): Promise<DatabaseClient> {
    const limit = options.statementTimeoutMs
    const client = await this.#lend(limit ?? this.#statementTimeoutMs, undefined, limit !== undefined)
    if (limit === undefined) return client
    try {
      await client.query("select set_config('statement_timeout', $1, false)", [String(limit)])
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async transaction<T>(
    work: (client: DatabaseClient) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const limit = options.statementTimeoutMs ?? this.#statementTimeoutMs
    return runTransaction(await this.#lend(limit), work, options)
  }

  listen(channel: string, onPayload: (payload: string) => void) {
    return this.#listener.listen(channel, onPayload)
  }

  /** Waits for clients that are still lent, but not for ever: then what they do is cancelled. */
  async close() {
    const ended = Promise.all([this.#listener.close(), this.#pool.end()])
    if (await endsWithin(CLOSE_PATIENCE_MS, ended)) return
    await Promise.all([...this.#lent].map((client) => client.cancel()))
    await endsWithin(CLOSE_PATIENCE_MS / 4, ended)
  }

  async #lend(limitMs: number, signal?: AbortSignal, changed = false): Promise<PostgisClient> {
    try {
      const client = new PostgisClient(await untilAborted(this.#pool.connect(), signal), {
        config: this.#config,
        changed,
        silenceMs: limitMs > 0 ? limitMs + SILENCE_MS : undefined,
        onRelease: (released) => this.#lent.delete(released),
      })
      this.#lent.add(client)
      return client
    } catch (error) {
      throw signal?.aborted ? error : namedError(error)
    }
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

/** Opens a pool on a PostgreSQL with PostGIS; nothing is asked of it before the first query. */
export function openPostgis(options: PostgisOptions): Database {
  return new PostgisDatabase(options)
}

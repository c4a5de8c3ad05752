/** The platform's database: a PostGIS server, by node-postgres' pool. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type {
  AnyRow,
  Database,
  DatabaseClient,
  QueryConfig,
  QueryResult,
  TransactionOptions,
} from './database.ts'
import { namedError } from './database-errors.ts'
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

async function runQuery<Row>(
  target: pg.Pool | pg.ClientBase,
  query: string | QueryConfig,
  values?: readonly unknown[],
): Promise<QueryResult<Row>> {
  try {
    const result: unknown = await target.query(query as pg.QueryConfig, values as unknown[] | undefined)
    return result as QueryResult<Row>
  } catch (error) {
    throw namedError(error)
  }
}

class PostgisClient implements DatabaseClient {
  readonly #client: pg.PoolClient
  /** A connection whose settings were changed is not given to the next caller. */
  readonly #changed: boolean
  #broken: Error | undefined
  readonly #onError = (error: Error) => {
    this.#broken = error
  }

  constructor(client: pg.PoolClient, changed: boolean) {
    this.#client = client
    this.#changed = changed
    // Without a listener, a connection lost between two queries would end the process.
    client.on('error', this.#onError)
  }

  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    return runQuery<Row>(this.#client, query, values)
  }

  async copyIn(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>) {
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const target = this.#client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`))
    try {
      await pipeline(lines instanceof Readable ? lines : Readable.from(lines), target)
    } catch (error) {
      throw namedError(error)
    }
    return target.rowCount
  }

  release(error?: Error | boolean) {
    this.#client.off('error', this.#onError)
    this.#client.release(error ?? this.#broken ?? this.#changed)
  }
}

class PostgisDatabase implements Database {
  readonly kind = 'postgis'
  readonly #pool: pg.Pool
  readonly #listener: PostgisListener

  constructor(options: PostgisOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.poolSize,
      statement_timeout: options.statementTimeoutMs,
      connectionTimeoutMillis: 10_000,
      application_name: 'shuangxi',
      keepAlive: true,
      types: valueTypes,
      onConnect: async (client: pg.ClientBase) => {
        await client.query(SESSION)
      },
    })
    this.#pool.on('error', (error) => options.onWarning('an idle connection was lost', error))
    this.#listener = new PostgisListener(options.url, options.onWarning)
  }

  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    return runQuery<Row>(this.#pool, query, values)
  }

  async connect(options: { readonly statementTimeoutMs?: number } = {}): Promise<DatabaseClient> {
    const limit = options.statementTimeoutMs
    try {
      const client = new PostgisClient(await this.#pool.connect(), limit !== undefined)
      if (limit === undefined) return client
      await client.query("select set_config('statement_timeout', $1, false)", [String(limit)])
      return client
    } catch (error) {
      throw namedError(error)
    }
  }

  async transaction<T>(
    work: (client: DatabaseClient) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    return runTransaction(await this.connect(), work, options)
  }

  listen(channel: string, onPayload: (payload: string) => void) {
    return this.#listener.listen(channel, onPayload)
  }

  /** Waits for clients that are still lent, but not for ever: the server ends what they did. */
  async close() {
    const patience = new Promise((resolve) => setTimeout(resolve, CLOSE_PATIENCE_MS).unref())
    await Promise.race([Promise.all([this.#listener.close(), this.#pool.end()]), patience])
  }
}

/** Opens a pool on a PostgreSQL with PostGIS; nothing is asked of it before the first query. */
export function openPostgis(options: PostgisOptions): Database {
  return new PostgisDatabase(options)
}

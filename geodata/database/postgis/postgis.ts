/** The platform's database: a PostGIS server. */

import type { Viewer } from '../../access/viewer.ts'
import type { AnyRow, Database, DatabaseClient, QueryConfig, TransactionOptions } from '../database.ts'
import { runTransaction } from '../transaction.ts'
import { type PostgisOptions, PostgisPool } from './pool.ts'

class PostgisDatabase implements Database {
  readonly kind = 'postgis'
  readonly #pool: PostgisPool
  readonly #viewer: Viewer | undefined

  constructor(pool: PostgisPool, viewer?: Viewer) {
    this.#pool = pool
    this.#viewer = viewer
  }

  as(viewer: Viewer): Database {
    return new PostgisDatabase(this.#pool, viewer)
  }

  async query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    const signal = typeof query === 'string' ? undefined : query.signal
    const client = await this.#pool.lend(this.#viewer, { signal })
    try {
      return await client.query<Row>(query, values)
    } finally {
      client.release()
    }
  }

  async connect(options: { readonly statementTimeoutMs?: number } = {}): Promise<DatabaseClient> {
    const limitMs = options.statementTimeoutMs
    const client = await this.#pool.lend(this.#viewer, { limitMs, changed: limitMs !== undefined })
    if (limitMs === undefined) return client
    try {
      await client.query("select set_config('statement_timeout', $1, false)", [String(limitMs)])
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
    const limitMs = options.statementTimeoutMs
    return runTransaction(await this.#pool.lend(this.#viewer, { limitMs }), work, options)
  }

  listen(channel: string, onPayload: (payload: string) => void) {
    return this.#pool.listener.listen(channel, onPayload)
  }

  close() {
    return this.#pool.close()
  }
}

/** Opens a pool on a PostgreSQL with PostGIS; it connects at the first query. */
export function openPostgis(options: PostgisOptions): Database {
  return new PostgisDatabase(new PostgisPool(options))
}

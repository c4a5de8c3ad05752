/** The embedded database with the rights of one viewer, on the connection that all viewers share. */

import type { Viewer } from '../../access/viewer.ts'
import type {
  AnyRow,
  Database,
  DatabaseClient,
  QueryConfig,
  QueryResult,
  TransactionOptions,
} from '../database.ts'

/** The one connection, which viewers use in turn. */
interface SharedConnection extends Pick<Database, 'as' | 'listen' | 'close'> {
  queryAs<Row>(
    viewer: Viewer,
    query: string | QueryConfig,
    values: readonly unknown[] | undefined,
  ): Promise<QueryResult<Row>>
  lendTo(viewer: Viewer, statementTimeoutMs?: number): Promise<DatabaseClient>
  transactAs<T>(
    viewer: Viewer,
    work: (client: DatabaseClient) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T>
}

export class EmbeddedView implements Database {
  readonly kind = 'embedded'
  readonly #database: SharedConnection
  readonly #viewer: Viewer

  constructor(database: SharedConnection, viewer: Viewer) {
    this.#database = database
    this.#viewer = viewer
  }

  as(viewer: Viewer): Database {
    return this.#database.as(viewer)
  }

  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]) {
    return this.#database.queryAs<Row>(this.#viewer, query, values)
  }

  connect(options: { statementTimeoutMs?: number } = {}): Promise<DatabaseClient> {
    return this.#database.lendTo(this.#viewer, options.statementTimeoutMs)
  }

  transaction<T>(work: (client: DatabaseClient) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#database.transactAs(this.#viewer, work, options)
  }

  listen(channel: string, onPayload: (payload: string) => void) {
    return this.#database.listen(channel, onPayload)
  }

  close() {
    return this.#database.close()
  }
}

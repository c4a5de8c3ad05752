/** The embedded database as one viewer sees it; it shares the one connection with everyone else. */

import type { Viewer } from '../../access/viewer.ts'
import type { AnyRow, Database, DatabaseClient, QueryConfig, TransactionOptions } from '../database.ts'
import type { EmbeddedDatabase } from './embedded.ts'

export class EmbeddedView implements Database {
  readonly kind = 'embedded'
  readonly #database: EmbeddedDatabase
  readonly #viewer: Viewer

  constructor(database: EmbeddedDatabase, viewer: Viewer) {
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

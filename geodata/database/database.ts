/**
 * The only access to PostGIS. Compatible with node-postgres' Pool and Client, so that libraries that take a
 * pool work on both databases. Values are the same on both: bigint as a number where it is exact, date as
 * 'YYYY-MM-DD', timestamptz as Date, numeric as a string, bytea as Buffer, json parsed. Errors: see
 * errors.ts.
 */
import type { Readable } from 'node:stream'
import type { Viewer } from '../access/viewer.ts'

export interface QueryConfig {
  readonly text: string
  readonly values?: readonly unknown[]
  /** Name of a prepared statement; the embedded database ignores it. */
  readonly name?: string
  /** `array` returns rows as arrays in column order. */
  readonly rowMode?: 'array'
  /**
   * When it aborts, a running statement on PostGIS is cancelled, and a waiting one is dropped on both
   * databases; the query then throws the signal's reason.
   */
  readonly signal?: AbortSignal
}

export interface QueryResult<Row> {
  readonly rows: Row[]
  readonly rowCount: number | null
  readonly command: string
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

// biome-ignore lint/suspicious/noExplicitAny: the SQL decides the row type; callers state it
export type AnyRow = Record<string, any>

export interface Queryable {
  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>>
}

export interface DatabaseClient extends Queryable {
  /**
   * Streams rows into a table by COPY in text format: one line per row, columns separated by tabs, `\N`
   * for null. Returns the number of rows. `copyText` in geodata/database/copy.ts writes such lines.
   */
  copyIn(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>): Promise<number>
  /** Returns the connection to the pool; with an error it is closed instead. */
  release(error?: Error | boolean): void
}

export interface TransactionOptions {
  readonly readOnly?: boolean
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** Time limit of each statement; 0 means none, for imports. */
  readonly statementTimeoutMs?: number
}

export interface Database extends Queryable {
  /** `postgis` is a separate server; `embedded` runs in a worker thread of this process. */
  readonly kind: 'postgis' | 'embedded'
  /**
   * The same database with a viewer's rights: every statement runs under the viewer's role, with row-level
   * security. Access without any grant fails with SQLSTATE 42501. Without `as`, statements run as the
   * system; `listen` and `close` always do.
   */
  as(viewer: Viewer): Database
  /** Lends a connection until `release`; `statementTimeoutMs` 0 means no limit. */
  connect(options?: { readonly statementTimeoutMs?: number }): Promise<DatabaseClient>
  /** Runs `work` in a transaction: commits, or rolls back if it throws. */
  transaction<T>(work: (client: DatabaseClient) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Calls back for each NOTIFY on a channel; returns the unsubscribe function. After a lost connection it
   * calls with an empty payload, because notifications may have been missed.
   */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  /** Resolves when all clients are released and the database is closed. */
  close(): Promise<void>
}

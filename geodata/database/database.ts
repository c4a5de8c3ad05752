/**
 * The one way to PostGIS. Shaped like node-postgres' Pool and Client, so that libraries which take
 * a pool work on a real PostGIS and on the embedded one alike. Values come out the same on both:
 * bigint as a number where it is exact, date as 'YYYY-MM-DD', timestamptz as Date, numeric as a
 * string, bytea as Buffer, json parsed. Errors: see errors.ts.
 */
import type { Readable } from 'node:stream'
import type { Viewer } from '../access/viewer.ts'

export interface QueryConfig {
  readonly text: string
  readonly values?: readonly unknown[]
  /** Names a prepared statement; the embedded database ignores it. */
  readonly name?: string
  /** `array` gives rows as arrays in column order. */
  readonly rowMode?: 'array'
  /**
   * When it aborts, a statement that runs on PostGIS is cancelled, and one that waits for a connection
   * is dropped on both databases; the query then throws the signal's reason.
   */
  readonly signal?: AbortSignal
}

export interface QueryResult<Row> {
  readonly rows: Row[]
  readonly rowCount: number | null
  readonly command: string
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

// biome-ignore lint/suspicious/noExplicitAny: rows are shaped by the SQL; callers name the type
export type AnyRow = Record<string, any>

export interface Queryable {
  query<Row = AnyRow>(query: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult<Row>>
}

export interface DatabaseClient extends Queryable {
  /**
   * Streams rows into a table by COPY in text format: one line a row, columns by tab, `\N` for
   * null. Gives the number of rows. `copyText` in geodata/database/copy.ts writes such lines.
   */
  copyIn(table: string, columns: readonly string[], lines: Readable | AsyncIterable<string>): Promise<number>
  /** Gives the connection back; with an error it is closed and not used again. */
  release(error?: Error | boolean): void
}

export interface TransactionOptions {
  readonly readOnly?: boolean
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** Time limit of each statement; 0 lifts it, for imports. */
  readonly statementTimeoutMs?: number
}

export interface Database extends Queryable {
  /** `postgis` is a server of its own; `embedded` runs inside this process, in a worker thread. */
  readonly kind: 'postgis' | 'embedded'
  /**
   * The same database as a viewer is allowed to see and change it: every statement runs under the
   * viewer's role, and row-level security decides. What a viewer has no right to at all fails with
   * SQLSTATE 42501. Without `as`, it is the system that asks; `listen` and `close` are always the system's.
   */
  as(viewer: Viewer): Database
  /** Lends a connection until its `release`; `statementTimeoutMs` 0 lifts the limit for it. */
  connect(options?: { readonly statementTimeoutMs?: number }): Promise<DatabaseClient>
  /** Commits what `work` did, or rolls all of it back where it throws. */
  transaction<T>(work: (client: DatabaseClient) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Calls back for each NOTIFY on a channel; the result stops it. An empty payload comes after the
   * connection was lost: something may have been missed.
   */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  /** Ends when all clients are back and the database is closed. */
  close(): Promise<void>
}

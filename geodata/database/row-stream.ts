/**
 * Reads a result of any length in constant memory: a cursor, fetched batch by batch as they are asked
 * for, so that a slow reader slows the database and not the memory.
 *
 * On PostGIS the cursor lives in a read-only transaction on a connection of its own: all rows are of
 * one snapshot, and the first come at once. The embedded database has one connection for everyone, so
 * a transaction would keep all others waiting until a slow reader is done. There the cursor is declared
 * WITH HOLD: PostgreSQL writes the result aside once (past work_mem to a file), one snapshot too, and
 * others take their turns between two batches.
 */
import { randomUUID } from 'node:crypto'
import type { AnyRow, Database, DatabaseClient, Queryable, QueryConfig } from './database.ts'

interface RowStreamOptions {
  /** The most rows of one batch; fewer where rows are large. */
  readonly batch?: number
  /** Ends the reading, a statement under way too: the next batch throws the signal's reason. */
  readonly signal?: AbortSignal
}

const MAX_ROWS = 1_000
/** Rows of the first batch, before anything is known of their size. */
const FIRST_ROWS = 100
/** What a batch should weigh, in bytes of its texts and buffers. */
const BATCH_BYTES = 1024 * 1024

/**
 * The batches of a query's rows, in its order; none is empty. Leaving the loop closes the cursor and
 * gives the connection back. Throws what the query throws, and the signal's reason.
 */
export async function* streamRows<Row extends AnyRow = AnyRow>(
  database: Database,
  query: QueryConfig,
  options: RowStreamOptions = {},
): AsyncGenerator<readonly Row[], void, undefined> {
  options.signal?.throwIfAborted()
  if (database.kind === 'embedded') yield* heldCursor<Row>(database, query, options)
  else yield* transactionCursor<Row>(database, query, options)
}

async function* transactionCursor<Row extends AnyRow>(
  database: Database,
  query: QueryConfig,
  options: RowStreamOptions,
): AsyncGenerator<readonly Row[], void, undefined> {
  const client = await database.connect()
  let broken: Error | undefined
  try {
    await client.query('begin read only')
    const cursor = await declared(client, query, 'without hold', options.signal)
    yield* fetched<Row>(client, cursor, options)
  } finally {
    broken = await rolledBack(client)
    client.release(broken)
  }
}

/** Ends the transaction; the error means that the connection is good for nothing. */
async function rolledBack(client: DatabaseClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function* heldCursor<Row extends AnyRow>(
  database: Database,
  query: QueryConfig,
  options: RowStreamOptions,
): AsyncGenerator<readonly Row[], void, undefined> {
  const cursor = await declared(database, query, 'with hold', options.signal)
  let failed = true
  try {
    yield* fetched<Row>(database, cursor, options)
    failed = false
  } finally {
    const closing = database.query(`close ${cursor}`)
    // After a failure the cursor may be gone with its database; that failure is the one to tell.
    await (failed ? Promise.allSettled([closing]) : closing)
  }
}

async function declared(
  queryable: Queryable,
  { text, values }: QueryConfig,
  hold: 'with hold' | 'without hold',
  signal: AbortSignal | undefined,
): Promise<string> {
  const cursor = `stream_${randomUUID().replaceAll('-', '')}`
  await queryable.query({
    text: `declare ${cursor} no scroll cursor ${hold} for ${text}`,
    ...(values && { values }),
    ...(signal && { signal }),
  })
  return cursor
}

async function* fetched<Row extends AnyRow>(
  queryable: Queryable,
  cursor: string,
  { batch = MAX_ROWS, signal }: RowStreamOptions,
): AsyncGenerator<readonly Row[], void, undefined> {
  let size = Math.min(batch, FIRST_ROWS)
  for (;;) {
    signal?.throwIfAborted()
    const text = `fetch forward ${size} from ${cursor}`
    const { rows } = await queryable.query<Row>({ text, ...(signal && { signal }) })
    signal?.throwIfAborted()
    if (rows.length > 0) yield rows
    if (rows.length < size) return
    size = nextSize(rows, batch)
  }
}

/** So many rows that they weigh about BATCH_BYTES if they are like the last ones. */
function nextSize(rows: readonly AnyRow[], most: number): number {
  let bytes = 0
  for (const row of rows)
    for (const value of Object.values(row))
      bytes += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8
  const fitting = Math.floor((BATCH_BYTES * rows.length) / bytes)
  return Math.max(1, Math.min(most, fitting))
}

/**
 * Reads a result of any length in constant memory with a cursor, fetched in batches on demand, so that a
 * slow reader needs no memory.
 *
 * On PostGIS the cursor is in a read-only transaction on its own connection: all rows are of one snapshot,
 * and the first arrive at once. On the embedded database with its one connection, a transaction would block
 * everyone until a slow reader has finished. So the cursor is declared WITH HOLD: PostgreSQL stores the
 * result once (beyond work_mem in a file), also one snapshot, and others run between two batches.
 */
import { randomUUID } from 'node:crypto'
import type { AnyRow, Database, DatabaseClient, Queryable, QueryConfig } from './database.ts'

interface RowStreamOptions {
  /** Largest number of rows per batch; fewer if rows are large. */
  readonly batch?: number
  /** Stops reading and cancels a running statement; the next batch throws the signal's reason. */
  readonly signal?: AbortSignal
}

const MAX_ROWS = 1_000
/** Rows of the first batch, before their size is known. */
const FIRST_ROWS = 100
/** Target size of a batch, in bytes of texts and buffers. */
const BATCH_BYTES = 1024 * 1024

/**
 * Yields the non-empty batches of a query's rows, in order. Leaving the loop closes the cursor and releases
 * the connection. Throws what the query throws, and the signal's reason.
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

/** Ends the transaction; an error means that the connection is unusable. */
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
    // After a failure the cursor may not exist any more; report the first failure.
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

/** Returns the number of rows for about BATCH_BYTES, estimated from the last batch. */
function nextSize(rows: readonly AnyRow[], most: number): number {
  let bytes = 0
  for (const row of rows)
    for (const value of Object.values(row))
      bytes += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8
  const fitting = Math.floor((BATCH_BYTES * rows.length) / bytes)
  return Math.max(1, Math.min(most, fitting))
}

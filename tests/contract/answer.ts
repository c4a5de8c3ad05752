/** A database's answer to a statement, without what may differ between versions or runs. */
import type { Database } from '../../geodata/database/database.ts'
import type { Statement } from '../environment/recorded-statements.ts'

interface Answer {
  /** SQLSTATE of the refusal. */
  readonly refused?: string | undefined
  readonly columns?: readonly { readonly name: string; readonly type: number | 'extension' }[]
  readonly count?: number | null
  readonly rows?: readonly string[]
}

/** Types from this number on belong to extensions and have different numbers in each database. */
const FIRST_OF_EXTENSIONS = 16_384
const BYTEA = 17
const VOLATILE =
  /\baudit\.entries\b|\b(now|random|clock_timestamp|statement_timestamp|transaction_timestamp|gen_random_uuid|nextval|current_(user|timestamp|date|setting|database)|pg_\w+|xmin|ctid|version|postgis_\w+)\b/i

/** Catalogues differ between databases. */
const CATALOGUES = /\b(?:from|join)\s+(?:pg_|information_schema)/i
/** Random ids (schema 0085), and UUIDs. */
const RANDOM = /\b[4-9]\d{15}\b|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g

/** Runs the statement in a transaction that is rolled back. */
export async function answerOf(database: Database, { text, values }: Statement): Promise<Answer> {
  let answer: Answer = {}
  const rolledBack = new Error('rolled back')
  try {
    await database.transaction(async (client) => {
      const result = await client.query<Record<string, unknown>>(text, values)
      const columns = result.fields.map(({ name, dataTypeID }) => ({
        name,
        type: dataTypeID < FIRST_OF_EXTENSIONS ? dataTypeID : ('extension' as const),
      }))
      answer = CATALOGUES.test(text) ? { columns } : { columns, count: result.rowCount }
      if (!VOLATILE.test(text))
        answer = { ...answer, rows: result.rows.map((row) => plain(withoutNewId(text, row), columns)).sort() }
      throw rolledBack
    })
  } catch (error) {
    if (error !== rolledBack) answer = { refused: (error as { code?: string }).code }
  }
  return answer
}

/** Sequences are not rolled back, so new ids depend on the statements before. */
const withoutNewId = (text: string, row: Readonly<Record<string, unknown>>) =>
  /^\s*insert\b/i.test(text) && typeof row.id === 'number' ? { ...row, id: 'new' } : row

/**
 * Returns a row as text: numbers to six digits and six decimals, because another GEOS rounds differently; for bytes and
 * geometries only that they exist.
 */
function plain(row: Readonly<Record<string, unknown>>, columns: NonNullable<Answer['columns']>): string {
  const cells = columns.map(({ name, type }) => {
    const value = row[name]
    if (value === null || value === undefined) return null
    if (type === 'extension' || type === BYTEA) return 'bytes'
    // When this database stored the row.
    if (name === 'server_at') return 'a time'
    return value
  })
  return JSON.stringify(cells)
    .replace(RANDOM, 'random')
    .replace(/-?\d+\.\d+(?:e[+-]?\d+)?/gi, (digits) => Number(Number(digits).toFixed(6)).toPrecision(6))
}

/** COPY into a table with row-level security for the copying role, which PostgreSQL refuses. */
import pg from 'pg'
import type { Queryable } from './database.ts'

const STAGE = 'copied_rows'

/**
 * Copies into a table by `copy`, which gets the table and returns the number of rows. If policies apply,
 * that is a temporary table, from which the rows are inserted and so checked.
 */
export async function copyUnderPolicies(
  client: Queryable,
  table: string,
  columns: readonly string[],
  copy: (target: string) => Promise<number>,
): Promise<number> {
  const target = pg.escapeIdentifier(table)
  const { rows } = await client.query<{ active: boolean }>('select row_security_active($1) as active', [
    target,
  ])
  if (!rows[0]?.active) return copy(table)
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  await client.query(`create temporary table ${STAGE} as select ${names} from ${target} where false`)
  try {
    await copy(STAGE)
    const { rowCount } = await client.query(`insert into ${target} (${names}) select ${names} from ${STAGE}`)
    return rowCount ?? 0
  } finally {
    // A failed transaction drops it.
    await client.query(`drop table if exists pg_temp.${STAGE}`).catch(() => undefined)
  }
}

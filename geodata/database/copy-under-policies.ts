/** COPY into a table whose row-level security holds for the role that copies, which PostgreSQL refuses. */
import pg from 'pg'
import type { Queryable } from './database.ts'

const STAGE = 'copied_rows'

/**
 * Copies into a table by `copy`, which is given the table to copy into and gives the number of rows.
 * Where policies hold, that is a temporary one, from which the rows are inserted and checked.
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
    // In a transaction that has failed it goes with the transaction.
    await client.query(`drop table if exists pg_temp.${STAGE}`).catch(() => undefined)
  }
}

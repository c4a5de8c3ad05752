/** Maps codes of other systems to kinds of incidents. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'

const kindSql = sqlFile(import.meta.url, 'kind-of-code.sql')

interface Code {
  readonly scheme: string
  readonly code: string
  readonly name?: string | undefined
}

/** Returns the kind of a code; undefined for an unmapped code, which is stored so that an admin can map it. */
export async function kindOfCode(
  database: Queryable,
  { scheme, code, name }: Code,
): Promise<string | undefined> {
  const { rows } = await database.query<{ kind: string | null }>(kindSql, [scheme, code, name ?? null])
  return rows[0]?.kind ?? undefined
}

/** Counts a report with a code. */
export async function countCode(database: Queryable, { scheme, code }: Code): Promise<void> {
  await database.query('update outside_codes set seen = seen + 1 where scheme = $1 and code = $2', [
    scheme,
    code,
  ])
}

/** Finds what an import of a source would replace. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { ImportError } from '../../geodata/import/error.ts'
import type { ImportRequestBody, Replaced } from '../../geodata/model/answers/imports.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'

const lastImportSql = sqlFile(import.meta.url, 'last-import.sql')

/** Tables that a kind of import writes. */
const tablesOf = (as: string): readonly string[] =>
  as === 'dem' ? ['terrain_sources'] : as === 'osm' ? catalogue.map(({ id }) => id) : [as]

/**
 * Counts the rows of a source in the tables of a kind. `as` must be a known kind, because it becomes a table
 * name.
 */
export async function replacedRows(database: Queryable, as: string, source: string): Promise<number> {
  const name = as === 'dem' ? 'name' : 'source'
  const counts = tablesOf(as).map((table) => `(select count(*) from "${table}" where ${name} = $1)`)
  const { rows } = await database.query<{ count: number }>(
    `select (${counts.join(' + ')})::integer as count`,
    [source],
  )
  return rows[0]?.count ?? 0
}

/** Returns that with the source's last import, which only the system may read; null if there are no rows. */
export async function replacedBy(database: Queryable, as: string, source: string): Promise<Replaced | null> {
  const rows = await replacedRows(database, as, source)
  if (rows === 0) return null
  const found = await database.query<{ id: number; file: string; kind: string; finished_at: Date }>(
    lastImportSql,
    [source],
  )
  const last = found.rows[0]
  return {
    rows,
    last_import: last === undefined ? null : { ...last, finished_at: last.finished_at.toISOString() },
  }
}

/**
 * Throws ImportError if the source has rows and the user did not agree to replace them, or it was imported
 * again since.
 */
export async function refuseUnagreed(
  database: Queryable,
  { as, source, replaces }: ImportRequestBody,
): Promise<void> {
  const found = await replacedBy(database, as, source)
  if (found === null) return
  if (replaces === undefined) throw notAgreed(source, found.rows)
  if (replaces.last_import === (found.last_import?.id ?? null)) return
  throw new ImportError({
    zh: `来源“${source}”在预览之后又被导入过，未予替换。请重新预览。`,
    en: `The source "${source}" was imported again after the preview, and was not replaced. Preview the file again.`,
  })
}

/** Creates the error for a source with rows that the request does not agree to replace. */
export const notAgreed = (source: string, rows: number) =>
  new ImportError({
    zh: `来源“${source}”已有 ${rows} 行，导入会替换它们。请先预览并确认替换，或改用别的来源名。`,
    en: `The source "${source}" has ${rows} rows, which the import would replace. Preview the file and agree to that, or name another source.`,
  })

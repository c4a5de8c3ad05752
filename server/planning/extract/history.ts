/** What a parcel was before, and which parcels lay on its ground. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import type { ExtractSubject } from '../../../geodata/model/answers/planning-extract.ts'
import type { Ground } from './resolve.ts'
import { holderMarks } from './restricted.ts'

const historySql = sqlFile(import.meta.url, 'history.sql')

interface HistoryRow {
  readonly id: number
  readonly own: boolean
  readonly since: Date
  readonly until: Date
  readonly begun_for: string | null
  readonly ended_for: string | null
  readonly ending: 'update' | 'delete'
  readonly attributes: Readonly<Record<string, unknown>>
  readonly outline: string
  readonly present_outline: string
}

/** Returns what ended on the ground by a moment, the latest first. */
export async function readHistory(
  database: Queryable,
  { parcel, ground }: Ground,
  { moment, holders }: { readonly moment: Date; readonly holders: boolean },
): Promise<ExtractSubject['history']> {
  const text = fillMarks(historySql, holderMarks(holders))
  const { rows } = await database.query<HistoryRow>(text, [parcel?.id ?? null, moment, ground])
  return rows.map((row, index) => {
    // What followed: the next version of the same parcel in the list, otherwise the present one.
    const later = rows.slice(0, index).findLast(({ id }) => id === row.id)
    const present = row.own ? parcel?.attributes : undefined
    return {
      id: row.id,
      own: row.own,
      code: String(row.attributes.parcel_code),
      since: row.since.toISOString(),
      until: row.until.toISOString(),
      begun_for: row.begun_for,
      ended_for: row.ended_for,
      ending: row.ending,
      changed:
        row.ending === 'delete'
          ? []
          : changed(row.attributes, later?.attributes ?? present ?? row.attributes),
    }
  })
}

/** Returns the names of changed columns that the reader may read; a history has no values. */
function changed(before: HistoryRow['attributes'], after: HistoryRow['attributes']): string[] {
  return Object.keys(after)
    .filter((name) => !name.startsWith('version_'))
    .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
    .sort()
}

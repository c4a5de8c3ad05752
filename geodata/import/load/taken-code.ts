/** Reports codes of an import that another source already uses, before the database refuses them. */
import type { DatabaseClient } from '../../database/database.ts'
import { fillMarks, sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import { ImportError } from '../error.ts'

const takenSql = sqlFile(import.meta.url, 'taken-codes.sql')

/** Codes used over the radio for zones, units and incidents, where duplicates would be dangerous. */
const uniqueCodes: Readonly<Record<string, string>> = {
  patrol_zones: 'code',
  units: 'code',
  incidents: 'number',
}

/** Maximum number of codes in the message. */
const NAMED = 5

/** Throws ImportError if the code of a staged row belongs to a row of another source. */
export async function refuseTakenCodes(client: DatabaseClient, layer: Layer, source: string): Promise<void> {
  const column = uniqueCodes[layer.id]
  if (column === undefined) return
  const sql = fillMarks(takenSql, { table: layer.id, code: column })
  const { rows } = await client.query<{ code: string; source: string }>(sql, [source, layer.id, NAMED])
  const [first] = rows
  if (!first) return
  const codes = rows.map(({ code }) => code)
  throw new ImportError({
    zh: `图层“${layer.title.zh}”的编号 ${codes.join('、')} 已属于来源“${first.source}”，编号不得重复。请先用 npm run geodata -- remove ${first.source} 移除该来源，或改用别的编号。数据库未改变。`,
    en: `The codes ${codes.join(', ')} of the layer "${layer.title.en}" already belong to the source "${first.source}", and codes are unique. Remove that source first by npm run geodata -- remove ${first.source}, or use other codes. Nothing was changed.`,
  })
}

/** Removes a source from the database: its rows, its search names and its terrain. */
import { record } from '../audit/record.ts'
import { announceBulkChange, beginBulkChange, giveReason } from '../changes/bulk-change.ts'
import type { Database, DatabaseClient } from '../database/database.ts'
import { catalogue } from '../model/catalogue.ts'
import { ImportError } from './error.ts'

/** Removed rows by layer (`terrain`: tiles), without zeros. */
export type RemovedCounts = Readonly<Record<string, number>>

/**
 * Removes everything of one source in one transaction. Throws ImportError for an unknown source, with the
 * list of known ones.
 */
export function removeSource(database: Database, source: string): Promise<RemovedCounts> {
  return database.transaction((client) => removeAll(client, source), { statementTimeoutMs: 0 })
}

async function removeAll(client: DatabaseClient, source: string): Promise<RemovedCounts> {
  const { rows } = await client.query<{ source: string }>(
    'select distinct source from imports order by source',
  )
  const known = rows.map((row) => row.source)
  if (!known.includes(source)) throw unknownSource(source, known)
  await beginBulkChange(client)
  await giveReason(client, `remove: ${source}`)
  const counts: Record<string, number> = {}
  for (const { id } of catalogue) {
    const { rowCount } = await client.query(`delete from ${id} where source = $1`, [source])
    if (rowCount) counts[id] = rowCount
  }
  for (const table of ['barriers', 'squares', 'turn_restrictions'])
    await client.query(`delete from ${table} where source = $1`, [source])
  const tiles = await client.query('delete from terrain_tiles where source = $1', [source])
  if (tiles.rowCount) counts.terrain = tiles.rowCount
  await client.query('delete from terrain_sources where name = $1', [source])
  await client.query('delete from imports where source = $1', [source])
  await announceBulkChange(client, Object.keys(counts))
  await record(client, { action: 'remove', object: `imports/${source}`, before: { counts } })
  return counts
}

function unknownSource(source: string, known: readonly string[]): ImportError {
  const list = known.join(', ')
  return new ImportError({
    zh: `没有来源“${source}”。${known.length > 0 ? `现有来源：${list}。` : '数据库中没有任何来源。'}`,
    en: `There is no source "${source}". ${known.length > 0 ? `Available: ${list}.` : 'The database has none.'}`,
  })
}

/** Fills `places`, the table that search reads, from the named features of one source. */
import type { DatabaseClient } from '../database/database.ts'
import { pronounce } from './pronounce.ts'
import { sqlFile } from './sql-file.ts'

const namesSql = sqlFile(import.meta.url, 'places-names.sql')
const storeSql = sqlFile(import.meta.url, 'places-store.sql')

/**
 * Derives the rows of `places` from one source's named features: greenways, facilities, entrances,
 * roads and waters (pieces with one name merged), areas, land cover and buildings; never of patrols,
 * whose names are not the public's.
 * Call it in the transaction that changed them. Rows keep their id; vanished ones are deleted; rows
 * without a layer (peaks, localities) are left alone. Gives the number of derived places.
 */
export async function refreshPlaces(client: DatabaseClient, source: string): Promise<number> {
  const names = await client.query<{ name: string }>(namesSql, [source])
  const spoken = names.rows.map(({ name }) => ({ name, ...pronounce(name) }))
  const stored = await client.query<{ count: number }>(storeSql, [source, JSON.stringify(spoken)])
  return stored.rows[0]?.count ?? 0
}

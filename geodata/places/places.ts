/** Fills `places`, the table that search reads, from the named features of one source. */
import type { DatabaseClient } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import { pronounce } from './pronounce.ts'

const namesSql = sqlFile(import.meta.url, 'names.sql')
const lockSql = sqlFile(import.meta.url, 'lock.sql')
const storeSql = sqlFile(import.meta.url, 'store.sql')

/**
 * Derives the rows of `places` from one source's named features: greenways, facilities, entrances,
 * roads and waters (pieces with one name merged), areas, land cover and buildings; never of patrols,
 * whose names are not the public's.
 * Call it in the transaction that changed them. Rows keep their id; vanished ones are deleted; rows
 * without a layer (peaks, localities) are not changed. Returns the number of derived places.
 */
export async function refreshPlaces(client: DatabaseClient, source: string): Promise<number> {
  const names = await client.query<{ name: string }>(namesSql, [source])
  return store(client, source, names.rows, null)
}

/**
 * The same for some names of a source only: a feature's names before and after a change. Other writers of
 * the same names wait until the end of the transaction.
 */
export async function refreshPlacesNamed(
  client: DatabaseClient,
  source: string,
  names: readonly string[],
): Promise<number> {
  await client.query(lockSql, [source, names])
  const distinct = [...new Set(names)]
  return store(
    client,
    source,
    distinct.map((name) => ({ name })),
    distinct,
  )
}

async function store(
  client: DatabaseClient,
  source: string,
  names: readonly { readonly name: string }[],
  only: readonly string[] | null,
): Promise<number> {
  const spoken = names.map(({ name }) => ({ name, ...pronounce(name) }))
  const stored = await client.query<{ count: number }>(storeSql, [source, JSON.stringify(spoken), only])
  return stored.rows[0]?.count ?? 0
}

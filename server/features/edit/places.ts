/** Updates `places` after changes of names, so that search finds them. */
import type { DatabaseClient } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import { refreshPlacesNamed } from '../../../geodata/places/places.ts'
import { pronounce } from '../../../geodata/places/pronounce.ts'

const renameSql = sqlFile(import.meta.url, 'place-rename.sql')
const removeSql = sqlFile(import.meta.url, 'place-remove.sql')

/** Prefix of the sources of edited rows; there is one source for each role. */
export const EDIT_SOURCE = 'edit:'

/** Layers whose names are in `places`, derived by places-store.sql. */
const searched = new Set([
  'administrative_areas',
  'greenways',
  'entrances',
  'facilities',
  'roads',
  'water',
  'waterways',
  'land_cover',
  'buildings',
])

interface ChangedFeature {
  readonly layer: Layer
  readonly id: string
  readonly source: string
  /** Role of the writer. A role derives only places of rows that it wrote itself, an administrator all. */
  readonly role: Role
  /** Names before and after; null for none or for a missing feature. */
  readonly before: string | null
  readonly after: string | null
}

/**
 * Updates `places` after a change. For edited rows, the places of their names are derived again. For rows of
 * an import or of another role, only this feature's own place is renamed or deleted; the next import updates
 * the rest.
 */
export async function followName(client: DatabaseClient, changed: ChangedFeature): Promise<void> {
  const { layer, id, source, role, before, after } = changed
  if (!searched.has(layer.id) || (before === null && after === null)) return
  const mayDerive = role === 'admin' || source === `${EDIT_SOURCE}${role}`
  if (source.startsWith(EDIT_SOURCE) && mayDerive) {
    await refreshPlacesNamed(
      client,
      source,
      [before, after].filter((name) => name !== null),
    )
    return
  }
  if (before === after) return
  if (after === null) {
    await client.query(removeSql, [layer.id, id])
    return
  }
  const { pinyin, initials } = pronounce(after)
  await client.query(renameSql, [layer.id, id, after, pinyin, initials])
}

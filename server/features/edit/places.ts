/** Search finds what was written: `places` follows the names of features. */
import type { DatabaseClient } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import { refreshPlacesNamed } from '../../../geodata/places/places.ts'
import { pronounce } from '../../../geodata/places/pronounce.ts'

const renameSql = sqlFile(import.meta.url, 'place-rename.sql')
const removeSql = sqlFile(import.meta.url, 'place-remove.sql')

/** Rows that were written by hand have sources that begin so, one for each role. */
export const EDIT_SOURCE = 'edit:'

/** Layers whose names stand in `places`, as places-store.sql derives them. */
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
  /** Whose change it is: a role derives only the places of what it wrote itself, an administrator all. */
  readonly role: Role
  /** Names before and after; null is none, or a feature that is not there. */
  readonly before: string | null
  readonly after: string | null
}

/**
 * Brings `places` up to date with a changed feature. Of what one wrote by hand, the places of the
 * feature's names are derived again. Of an import, or another role's, only the place that stands for this
 * feature follows: it is renamed, or goes with it; the rest comes with the next import.
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

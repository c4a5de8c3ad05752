/** Search finds what was written: `places` follows the names of features. */
import { readFileSync } from 'node:fs'
import type { DatabaseClient } from '../../../geodata/database.ts'
import { pronounce, refreshPlaces } from '../../../geodata/import/places.ts'
import type { Layer } from '../../../geodata/model/layer.ts'

const renameSql = readFileSync(new URL('place-rename.sql', import.meta.url), 'utf8')
const removeSql = readFileSync(new URL('place-remove.sql', import.meta.url), 'utf8')

/** Rows that were written by hand have sources that begin so, one for each role. */
export const EDIT_SOURCE = 'edit:'

/** Layers whose names stand in `places`, as places-store.sql derives them. */
const searched = new Set([
  'administrative_areas',
  'greenways',
  'patrol_zones',
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
  /** Names before and after; null is none, or a feature that is not there. */
  readonly before: string | null
  readonly after: string | null
}

/**
 * Brings `places` up to date with a changed feature. What was written by hand is little and is derived
 * anew. Of an import only the place that stands for this feature follows: it is renamed, or goes with
 * it; deriving a whole import again takes seconds and comes with the next import.
 */
export async function followName(client: DatabaseClient, changed: ChangedFeature): Promise<void> {
  const { layer, id, source, before, after } = changed
  if (!searched.has(layer.id) || (before === null && after === null)) return
  if (source.startsWith(EDIT_SOURCE)) {
    await refreshPlaces(client, source)
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

/** Renders vector tiles: low zooms from stored overviews, others from rows. */
import type { Database } from '../../geodata/database/database.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { readOverviews } from '../overview/read.ts'
import { renderFromRows } from './live.ts'

export interface RenderOptions {
  /** Cancels the query when nobody waits for the tile any more. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Returns one Mapbox Vector Tile (extent 4096, buffer 64) with a source layer for each catalogue layer with
 * features there; empty without features. Layers are left out below their lowest zoom, but still served above
 * their highest, for sources with layers of different zoom ranges.
 * @throws what the database throws, and the signal's reason
 */
export async function renderVectorTile(
  database: Database,
  layers: readonly Layer[],
  address: TileAddress,
  { signal }: RenderOptions = {},
): Promise<Uint8Array> {
  const shown = layers.filter((layer) => layer.minzoom <= address.z)
  const ready = await readOverviews(database, shown, address, signal)
  const others = shown.filter(({ id }) => !ready.has(id))
  const made = await renderFromRows(database, database.kind, others, address, signal)
  if (ready.size === 0) return made
  return Buffer.concat([...ready.values(), made])
}

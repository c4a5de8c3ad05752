/** Lines of the same attributes merged into one feature and simplified to half a pixel. */
import type { Queryable } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { encodeLayer, type TileFeature } from '../vector/encoder.ts'
import { joinLines } from './line-network.ts'
import { readMergedRows } from './merged-rows.ts'
import type { OverviewPlan } from './plan.ts'

/** Tile units; a pixel of a 512 px tile has 8. */
const TOLERANCE = 4

/** Makes one tile's lines. */
export async function mergedLines(
  client: Queryable,
  layerId: string,
  { attributes }: Extract<OverviewPlan, { kind: 'lines' }>,
  address: TileAddress,
): Promise<Uint8Array> {
  const merged = await readMergedRows(client, layerId, attributes, address)
  const features = merged.map(({ id, values, geometries }): TileFeature => {
    const lines = [...geometries].flatMap((geometry) => (geometry.kind === 'line' ? geometry.lines : []))
    return { id, values, geometry: { kind: 'line', lines: joinLines(lines, TOLERANCE) } }
  })
  const columns = attributes.map((name) => ({ name, type: 'other' as const }))
  return encodeLayer(layerId, columns, features)
}

/** Renders contours as vector tiles on request. */
import type { Database } from '../../geodata/database/database.ts'
import { contours } from '../../geodata/model/drawn-layers.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { composeField } from '../terrain/compose.ts'
import type { TileAttribute, TileFeature } from '../vector/encoder.ts'
import { encodeLayer } from '../vector/encoder.ts'
import { contourLines, contourMargin } from './contour-lines.ts'
import { isIndexContour } from './interval.ts'

const attributes: readonly TileAttribute[] = [
  { name: 'elevation_m', type: 'integer' },
  { name: 'index', type: 'other' },
  { name: 'synthetic', type: 'other' },
]

/** Below any land: a feature's id is its elevation above this, in metres. */
const LOWEST = -10_000

/**
 * Returns one Mapbox Vector Tile with the layer `contours`: a feature for each elevation, whose lines
 * continue in neighbouring tiles through the same vertices. Empty without terrain and at zooms without
 * contours.
 * @throws what the database throws
 */
export async function renderContourTile(
  database: Database,
  address: TileAddress,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const { z } = address
  if (z < contours.minzoom || z > contours.maxzoom) return new Uint8Array(0)
  const margin = contourMargin(z)
  const field = await composeField(database, address, {
    margin,
    surface: 'smooth',
    runsOut: false,
    ...(signal && { signal }),
  })
  const features = contourLines(field, z).map(
    ({ elevation, synthetic, lines }): TileFeature => ({
      id: (elevation - LOWEST) * 2 + (synthetic ? 1 : 0),
      values: [elevation, isIndexContour(elevation, z), synthetic],
      geometry: { kind: 'line', lines },
    }),
  )
  return encodeLayer(contours.id, attributes, features)
}

/** One tile of elevations from all sources that cover it. */
import type { Database } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import type { BlendLayer } from './blend.ts'
import { blendLayers } from './blend.ts'
import { edgeWeights } from './edge-weights.ts'
import type { Axis, Surface } from './resample.ts'
import { axisOf, resample } from './resample.ts'
import { fillRunOut, RUN_OUT } from './run-out.ts'
import type { SampleGroup } from './sample-group.ts'
import { blendSamples, groupSources, inner } from './sample-group.ts'
import { featherOf, storedSources } from './stored-sources.ts'

export interface TerrainField {
  /** Pixels along a side, including the margin on both sides. */
  readonly side: number
  readonly margin: number
  /** Decimetres row by row from the north-west, NaN without data. */
  readonly heights: Float64Array
  /** 1 for each pixel with any synthetic part. */
  readonly synthetic: Uint8Array
}

export interface ComposeOptions {
  /** Pixels around the tile, equal to those of its neighbours. */
  readonly margin: number
  readonly surface: Surface
  /** Continues beyond the edge of all sources and slopes to 0 m, for display. */
  readonly runsOut: boolean
  /** Cancels the query. */
  readonly signal?: AbortSignal
}

/**
 * 256 × 256 elevations in decimetres, row by row from the north-west, NaN without data, for
 * terrain-RGB. @throws what the database throws
 */
export async function composeHeights(
  database: Database,
  address: TileAddress,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Float64Array> {
  const options = { margin: 0, surface: 'straight', runsOut: true, ...(signal && { signal }) } as const
  return (await composeField(database, address, options)).heights
}

/**
 * Returns the elevations of a tile and its margin. Each pixel comes from the source of the highest priority
 * with data there (on a tie, the most detailed); at its edges it is blended with other sources. A pixel's
 * value is the same in every tile that shows it.
 * @throws what the database throws
 */
export async function composeField(
  database: Database,
  address: TileAddress,
  { margin, surface, runsOut, signal }: ComposeOptions,
): Promise<TerrainField> {
  const reach = { margin, taps: surface === 'smooth' ? 1 : 0, runOut: runsOut ? RUN_OUT : 0 }
  const sources = await storedSources(database, address, reach, signal)
  const groups = groupSources(sources)
  const side = TERRAIN_TILE_SIZE + 2 * margin
  if (groups.length === 0) {
    const heights = new Float64Array(side * side).fill(Number.NaN)
    return { side, margin, heights, synthetic: new Uint8Array(side * side) }
  }
  const layers = groups.map((group) => groupLayer(group, address, margin, surface))
  const { values: heights, synthetic } = blendLayers(layers)
  if (runsOut) fillRunOut(heights, sources, address, margin)
  return { side, margin, heights, synthetic }
}

function groupLayer(
  group: SampleGroup,
  { z, x, y }: TileAddress,
  margin: number,
  surface: Surface,
): BlendLayer {
  const enlarged = 2 ** (z - group.z)
  const columns = axisOf(x, enlarged, margin, surface)
  const rows = axisOf(y, enlarged, margin, surface)
  const grid = blendSamples(group, columns.first, rows.first, columns.count, rows.count)
  return {
    values: resample(grid, columns, rows),
    synthetic: nearestOf(grid.synthetic, columns, rows),
    weights: () => pixelWeights(group, columns, rows),
  }
}

function nearestOf(samples: Uint8Array, columns: Axis, rows: Axis): Uint8Array {
  const pixels = new Uint8Array(columns.pixels * rows.pixels)
  for (let row = 0; row < rows.pixels; row++) {
    const line = (rows.nearest[row] ?? 0) * columns.count
    for (let column = 0; column < columns.pixels; column++) {
      pixels[row * columns.pixels + column] = samples[line + (columns.nearest[column] ?? 0)] ?? 0
    }
  }
  return pixels
}

/** Returns weights of a group over others below: decreasing towards its edges and gaps. */
function pixelWeights(group: SampleGroup, columns: Axis, rows: Axis): Float64Array {
  const feather = featherOf(group.z)
  const [width, height] = [columns.count + 2 * feather, rows.count + 2 * feather]
  const around = blendSamples(group, columns.first - feather, rows.first - feather, width, height)
  const values = inner(edgeWeights(around, feather), width, feather, columns.count, rows.count)
  return resample({ values, width: columns.count, height: rows.count }, columns, rows)
}

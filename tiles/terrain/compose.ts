/** One tile of elevations from all sources that cover it. */
import { readFileSync } from 'node:fs'
import type { Database } from '../../geodata/database.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/import/terrain.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { MERCATOR_LIMIT } from '../../geodata/model/tile.ts'
import { HeightField, interpolate } from './height-field.ts'

const tileSql = readFileSync(new URL('tile-heights.sql', import.meta.url), 'utf8')

/**
 * Past the edge of a source its terrain, mirrored at the edge, runs out to 0 m over this width
 * (EPSG:3857 metres): a cliff would draw the edge as a frame on the map.
 */
const RUN_OUT = 3000

interface Edges {
  readonly first_column: number
  readonly last_column: number
  readonly first_row: number
  readonly last_row: number
}

interface StoredTile extends Edges {
  readonly source: string
  readonly z: number
  readonly x: number
  readonly y: number
  readonly heights: Uint8Array
}

interface Layer {
  readonly field: HeightField
  readonly edges: Edges
}

/**
 * 256 × 256 elevations in decimetres, row by row from the north-west, NaN without data. Each pixel
 * comes from the source of the highest priority that has data there. Above a source's highest zoom
 * its samples are interpolated over the edges of its tiles, so that neighbouring tiles meet.
 */
export async function composeHeights(database: Database, address: TileAddress): Promise<Float64Array> {
  const { z, x, y } = address
  const { rows } = await database.query<StoredTile>({
    text: tileSql,
    name: 'terrain_tile',
    values: [z, x, y, RUN_OUT],
  })
  const layers = new Map<string, Layer>()
  for (const tile of rows) {
    const layer = layers.get(tile.source) ?? { field: new HeightField(tile.source, tile.z), edges: tile }
    layers.set(tile.source, layer)
    layer.field.add(tile.x, tile.y, tile.heights)
  }
  const heights = new Float64Array(TERRAIN_TILE_SIZE * TERRAIN_TILE_SIZE).fill(Number.NaN)
  // Rows come by priority, so the first layer is the one on top.
  for (const { field } of layers.values()) fillGaps(heights, field, address)
  for (const { field, edges } of layers.values()) fillGaps(heights, field, address, edges)
  return heights
}

/**
 * Interpolates one field at the pixels of a tile that have no height yet; with `edges`, those
 * outside them get what lies as far inside, less with the distance.
 */
function fillGaps(heights: Float64Array, field: HeightField, { z, x, y }: TileAddress, edges?: Edges): void {
  if (!heights.some(Number.isNaN)) return
  const size = TERRAIN_TILE_SIZE
  const enlarged = 2 ** (z - field.z)
  const runOut = (RUN_OUT * size * 2 ** field.z) / (2 * MERCATOR_LIMIT)
  const columns = samplesUnder(x, enlarged, edges && [edges.first_column, edges.last_column, runOut])
  const rows = samplesUnder(y, enlarged, edges && [edges.first_row, edges.last_row, runOut])
  const { values, width } = field.window(columns.first, rows.first, columns.count, rows.count)
  for (let row = 0; row < size; row++) {
    const line = (rows.below[row] ?? 0) * width
    const south = rows.share[row] ?? 0
    for (let column = 0; column < size; column++) {
      const index = row * size + column
      if (!Number.isNaN(heights[index])) continue
      const distance = Math.hypot(columns.outside[column] ?? 0, rows.outside[row] ?? 0)
      if (edges && (distance === 0 || distance >= runOut)) continue
      const corner = line + (columns.below[column] ?? 0)
      const height = interpolate(values, corner, width, columns.share[column] ?? 0, south)
      heights[index] = height * fade(distance / runOut)
    }
  }
}

/** From 1 at 0 to 0 at 1, level at both ends. */
function fade(distance: number): number {
  return (1 - distance) ** 2 * (1 + 2 * distance)
}

interface Samples {
  /** The lowest sample that is needed, and how many from there on. */
  readonly first: number
  readonly count: number
  /** For each pixel the sample before its place, counted from `first`, and the share of the next. */
  readonly below: Int32Array
  readonly share: Float64Array
  /** For each pixel how many samples it lies outside the edges. */
  readonly outside: Float64Array
}

/**
 * Where the centres of a tile's pixels lie between a field's samples, along one axis. With edges,
 * places outside are mirrored to the inside, at most by `runOut` samples.
 */
function samplesUnder(
  tile: number,
  enlarged: number,
  edges?: readonly [lowest: number, highest: number, runOut: number],
): Samples {
  const size = TERRAIN_TILE_SIZE
  const centres = Array.from({ length: size }, (_, i) => (tile * size + i + 0.5) / enlarged - 0.5)
  const [lowest, highest, runOut] = edges ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0]
  const places = centres.map((centre) => {
    if (centre < lowest) return Math.min(highest, lowest + Math.min(lowest - centre, runOut))
    if (centre > highest) return Math.max(lowest, highest - Math.min(centre - highest, runOut))
    return centre
  })
  const first = Math.floor(Math.min(...places))
  return {
    first,
    count: Math.floor(Math.max(...places)) - first + 2,
    below: Int32Array.from(places, (place) => Math.floor(place) - first),
    share: Float64Array.from(places, (place) => place - Math.floor(place)),
    outside: Float64Array.from(centres, (centre) => Math.max(0, lowest - centre, centre - highest)),
  }
}

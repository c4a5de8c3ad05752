/** Continues the terrain beyond the edge of all sources, to avoid a cliff there. */

import type { TileAddress } from '../../geodata/model/tile.ts'
import { MERCATOR_LIMIT } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { interpolate } from './height-field.ts'
import type { StoredSource } from './stored-sources.ts'

/** Width over which a source's terrain, mirrored at its edge, slopes to 0 m; EPSG:3857 metres. */
export const RUN_OUT = 3000

/**
 * Fills pixels without a height outside sources, not in their gaps, in decimetres. If several sources
 * reach a pixel, the nearer one weighs more, so that the terrain is continuous at each edge.
 * @param heights of a tile with `margin` pixels around
 */
export function fillRunOut(
  heights: Float64Array,
  sources: readonly StoredSource[],
  address: TileAddress,
  margin: number,
): void {
  if (!heights.some(Number.isNaN)) return
  const sums = new Float64Array(heights.length)
  const weights = new Float64Array(heights.length)
  for (const source of sources) addRunOut(heights, source, address, margin, sums, weights)
  for (let i = 0; i < heights.length; i++) {
    const weight = weights[i] ?? 0
    if (weight > 0) heights[i] = (sums[i] ?? 0) / weight
  }
}

function addRunOut(
  heights: Float64Array,
  { field, edges }: StoredSource,
  { z, x, y }: TileAddress,
  margin: number,
  sums: Float64Array,
  weights: Float64Array,
): void {
  const side = TERRAIN_TILE_SIZE + 2 * margin
  const enlarged = 2 ** (z - field.z)
  const runOut = (RUN_OUT * TERRAIN_TILE_SIZE * 2 ** field.z) / (2 * MERCATOR_LIMIT)
  const columns = mirrored(x, enlarged, margin, [edges.first_column, edges.last_column], runOut)
  const rows = mirrored(y, enlarged, margin, [edges.first_row, edges.last_row], runOut)
  const { values, width } = field.window(columns.first, rows.first, columns.count, rows.count)
  const within = (outside: number) => outside < runOut
  const [west, east] = [columns.outside.findIndex(within), columns.outside.findLastIndex(within)]
  const [north, south] = [rows.outside.findIndex(within), rows.outside.findLastIndex(within)]
  for (let row = Math.max(0, north); row <= south; row++) {
    for (let column = Math.max(0, west); column <= east; column++) {
      const i = row * side + column
      if (!Number.isNaN(heights[i])) continue
      const distance = Math.hypot(columns.outside[column] ?? 0, rows.outside[row] ?? 0)
      if (distance === 0 || distance >= runOut) continue
      const corner = (rows.below[row] ?? 0) * width + (columns.below[column] ?? 0)
      const height = interpolate(values, corner, width, columns.share[column] ?? 0, rows.share[row] ?? 0)
      if (Number.isNaN(height)) continue
      const left = fade(distance / runOut)
      const weight = left / distance
      sums[i] = (sums[i] ?? 0) + height * left * weight
      weights[i] = (weights[i] ?? 0) + weight
    }
  }
}

/** Smoothstep from 1 at 0 to 0 at 1. */
function fade(distance: number): number {
  return (1 - distance) ** 2 * (1 + 2 * distance)
}

interface Mirrored {
  /** The first needed sample, and the number of samples. */
  readonly first: number
  readonly count: number
  /** For each pixel the sample before it, relative to `first`, and the weight of the next. */
  readonly below: Int32Array
  readonly share: Float64Array
  /** For each pixel its distance outside the edges, in samples. */
  readonly outside: Float64Array
}

/** Positions of pixel centres in the sample grid along one axis; outside ones are mirrored, at most by `runOut`. */
function mirrored(
  tile: number,
  enlarged: number,
  margin: number,
  [lowest, highest]: readonly [number, number],
  runOut: number,
): Mirrored {
  const size = TERRAIN_TILE_SIZE
  const centres = Array.from(
    { length: size + 2 * margin },
    (_, i) => (tile * size + i - margin + 0.5) / enlarged - 0.5,
  )
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

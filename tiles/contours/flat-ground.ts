/** Finds ground so flat that a contour on it would trace the noise of the measurement: water above all. */

import { MERCATOR_LIMIT } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { movingMaximum } from './moving-maximum.ts'

/** Relief that a flat window stays below, decimetres. */
export const FLAT_RELIEF = 4
/** Half a window's side, EPSG:3857 metres, but no less than two pixels. */
const HALF_WINDOW = 76
const MIN_RADIUS = 2

/** Pixels from the middle of a window to its side; a place is judged by what lies twice as far around. */
export function flatRadius(z: number): number {
  const pixel = (2 * MERCATOR_LIMIT) / (TERRAIN_TILE_SIZE * 2 ** z)
  return Math.max(MIN_RADIUS, Math.round(HALF_WINDOW / pixel))
}

/**
 * 1 for each pixel that lies in some window without relief: a lake up to its shore, where the
 * window around the shore itself has relief.
 * @param heights decimetres, NaN without data
 */
export function flatGround(heights: Float64Array, width: number, radius: number): Uint8Array {
  const highs = new Float32Array(heights.length).fill(Number.NEGATIVE_INFINITY)
  const depths = new Float32Array(heights.length).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < heights.length; i++) {
    const height = heights[i] ?? Number.NaN
    if (Number.isNaN(height)) continue
    highs[i] = height
    depths[i] = -height
  }
  const highest = movingMaximum(highs, width, radius)
  const deepest = movingMaximum(depths, width, radius)
  const centres = highs
  for (let i = 0; i < centres.length; i++) {
    centres[i] = (highest[i] ?? 0) + (deepest[i] ?? 0) < FLAT_RELIEF ? 1 : 0
  }
  return Uint8Array.from(movingMaximum(centres, width, radius))
}

/** Finds flat ground, mainly water, where a contour would only trace measurement noise. */

import { MERCATOR_LIMIT } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { movingMaximum } from './moving-maximum.ts'

/** Largest relief of a flat window, in decimetres. */
export const FLAT_RELIEF = 4
/** Half the side of a window in EPSG:3857 metres, at least two pixels. */
const HALF_WINDOW = 76
const MIN_RADIUS = 2

/** Half the side of a window in pixels; the result at a pixel depends on twice that distance. */
export function flatRadius(z: number): number {
  const pixel = (2 * MERCATOR_LIMIT) / (TERRAIN_TILE_SIZE * 2 ** z)
  return Math.max(MIN_RADIUS, Math.round(HALF_WINDOW / pixel))
}

/**
 * 1 for each pixel that lies in any window without relief. So a lake is flat up to its shore,
 * although the window centred on the shore has relief.
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

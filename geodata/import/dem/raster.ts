/** Interpolates bilinearly in a grid of elevations in WGS 84 degrees. */
import type { ElevationAt } from '../../terrain/heights.ts'

export interface Raster {
  readonly width: number
  readonly height: number
  /** North-west corner of the north-west cell, degrees. */
  readonly west: number
  readonly north: number
  /** Size of a cell, degrees, both positive. */
  readonly stepX: number
  readonly stepY: number
  /** Returns the metres of a cell inside the raster by column and row, counted from the north-west. */
  readonly cell: (column: number, row: number) => number
  readonly noData: number | null
}

/** Below any land: the value of undeclared gaps (-9999, -32767). */
const LOWEST_LAND = -500

/**
 * Interpolates between the centres of the four nearest cells. Returns null outside the raster and if the cell
 * at the position is a gap; other gaps among the four have no weight.
 */
export function rasterElevation(raster: Raster): ElevationAt {
  const { width, height, west, north, stepX, stepY, cell, noData } = raster
  const at = (column: number, row: number): number | null => {
    if (column < 0 || row < 0) return null
    const value = cell(column, row)
    if (Number.isNaN(value) || value === noData || value < LOWEST_LAND) return null
    return value
  }
  return (longitude, latitude) => {
    const x = (longitude - west) / stepX
    const y = (north - latitude) / stepY
    if (x < 0 || y < 0 || x >= width || y >= height) return null
    // Centres are half a cell from the corner; beyond the outermost centres the value is constant.
    const left = Math.min(width - 1, Math.max(0, x - 0.5))
    const top = Math.min(height - 1, Math.max(0, y - 0.5))
    const column = Math.min(width - 2, Math.floor(left))
    const row = Math.min(height - 2, Math.floor(top))
    const east = left - column
    const south = top - row
    const a = at(column, row)
    const b = at(column + 1, row)
    const c = at(column, row + 1)
    const d = at(column + 1, row + 1)
    if (a !== null && b !== null && c !== null && d !== null) {
      return (a * (1 - east) + b * east) * (1 - south) + (c * (1 - east) + d * east) * south
    }
    if (at(Math.floor(x), Math.floor(y)) === null) return null
    let sum = 0
    let weights = 0
    for (const [dx, dy] of corners) {
      const value = at(column + dx, row + dy)
      const weight = (dx ? left - column : 1 - left + column) * (dy ? top - row : 1 - top + row)
      if (value === null || weight === 0) continue
      sum += weight * value
      weights += weight
    }
    return weights > 0 ? sum / weights : null
  }
}

const corners: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]

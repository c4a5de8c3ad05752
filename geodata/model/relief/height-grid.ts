/** Elevations on a square grid in the plane of EPSG:4549: what every analysis of the relief reads. */

import { degreesOf, planeOf } from '../plane.ts'
import type { Bounds } from '../tile.ts'

export interface HeightGrid {
  /** Metres at the centres of the cells, row by row from the north-west; NaN where nothing is known. */
  readonly values: Float32Array
  readonly columns: number
  readonly rows: number
  /** Side of a cell in metres. */
  readonly cell: number
  /** Outer corner in the north-west, EPSG:4549 metres. */
  readonly west: number
  readonly north: number
  /** What heights are counted from, such as 'EGM96' or '1985 国家高程基准'. */
  readonly datum: string
  /** Credit of the elevations. */
  readonly source: string
  readonly synthetic: boolean
  /** Standard error of a height in metres. */
  readonly uncertainty: number
}

/** What a grid says of its elevations. */
export type HeightOrigin = Pick<HeightGrid, 'datum' | 'source' | 'synthetic' | 'uncertainty'>

/** Returns the column and row of a place in EPSG:4549 metres; whole numbers are the centres of cells. */
export function cellOf(
  { west, north, cell }: HeightGrid,
  x: number,
  y: number,
): [column: number, row: number] {
  return [(x - west) / cell - 0.5, (north - y) / cell - 0.5]
}

/** Returns the centre of a cell in EPSG:4549 metres. */
export function centreOf(
  { west, north, cell }: HeightGrid,
  column: number,
  row: number,
): [x: number, y: number] {
  return [west + (column + 0.5) * cell, north - (row + 0.5) * cell]
}

/**
 * Returns the bilinear height in metres at a place in EPSG:4549 metres; NaN outside the grid and beside cells
 * without a height. In the half cell along the edge it is the height of the outermost cells.
 */
export function heightAt(grid: HeightGrid, x: number, y: number): number {
  const { columns, rows, values } = grid
  const [column, row] = cellOf(grid, x, y)
  if (!(column >= -0.5 && row >= -0.5 && column <= columns - 0.5 && row <= rows - 0.5)) return Number.NaN
  const c = Math.min(Math.max(column, 0), columns - 1)
  const r = Math.min(Math.max(row, 0), rows - 1)
  const c0 = Math.min(Math.floor(c), Math.max(0, columns - 2))
  const r0 = Math.min(Math.floor(r), Math.max(0, rows - 2))
  const [u, v] = [c - c0, r - r0]
  let height = 0
  for (const [dc, dr, weight] of [
    [0, 0, (1 - u) * (1 - v)],
    [1, 0, u * (1 - v)],
    [0, 1, (1 - u) * v],
    [1, 1, u * v],
  ] as const) {
    if (weight > 0) height += weight * (values[(r0 + dr) * columns + c0 + dc] as number)
  }
  return height
}

/** Cells between two places whose degrees are reckoned exactly; those between follow by interpolation. */
const LATTICE = 32

/**
 * Makes a grid over an area in WGS 84 degrees from any source of heights. Positions are exact at each 32nd cell
 * and bilinear between, which is within 2 cm for cells up to 30 m.
 *
 * @param height returns metres at WGS 84 degrees, NaN where nothing is known.
 * @throws RangeError if the area is empty, the cell is not positive, or more than `limit` cells are asked for.
 */
export function gridOfArea(
  bounds: Bounds,
  cell: number,
  origin: HeightOrigin,
  height: (longitude: number, latitude: number) => number,
  limit = 8_000_000,
): HeightGrid {
  const corners = [
    planeOf([bounds[0], bounds[1]]),
    planeOf([bounds[2], bounds[1]]),
    planeOf([bounds[0], bounds[3]]),
    planeOf([bounds[2], bounds[3]]),
  ]
  const west = Math.min(...corners.map(([x]) => x))
  const north = Math.max(...corners.map(([, y]) => y))
  const columns = Math.ceil((Math.max(...corners.map(([x]) => x)) - west) / cell)
  const rows = Math.ceil((north - Math.min(...corners.map(([, y]) => y))) / cell)
  if (!(cell > 0) || !(columns >= 2) || !(rows >= 2) || columns * rows > limit)
    throw new RangeError(
      `a grid of ${columns} × ${rows} cells of ${cell} m was asked for, at most ${limit} cells`,
    )
  const grid = { ...origin, values: new Float32Array(columns * rows), columns, rows, cell, west, north }
  fill(grid, height)
  return grid
}

function fill(grid: HeightGrid, height: (longitude: number, latitude: number) => number): void {
  const { columns, rows, values } = grid
  for (let r0 = 0; r0 < rows; r0 += LATTICE) {
    for (let c0 = 0; c0 < columns; c0 += LATTICE) {
      const nw = degreesOf(centreOf(grid, c0, r0))
      const ne = degreesOf(centreOf(grid, c0 + LATTICE, r0))
      const sw = degreesOf(centreOf(grid, c0, r0 + LATTICE))
      const se = degreesOf(centreOf(grid, c0 + LATTICE, r0 + LATTICE))
      for (let row = r0; row < Math.min(rows, r0 + LATTICE); row++) {
        const v = (row - r0) / LATTICE
        const left = [nw[0] * (1 - v) + sw[0] * v, nw[1] * (1 - v) + sw[1] * v] as const
        const right = [ne[0] * (1 - v) + se[0] * v, ne[1] * (1 - v) + se[1] * v] as const
        for (let column = c0; column < Math.min(columns, c0 + LATTICE); column++) {
          const u = (column - c0) / LATTICE
          values[row * columns + column] = height(
            left[0] * (1 - u) + right[0] * u,
            left[1] * (1 - u) + right[1] * u,
          )
        }
      }
    }
  }
}

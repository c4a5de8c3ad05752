/** Walks around areas of a window, along the sides of cells. Lattice point (x, y) is the north-west corner of cell (x, y). */
import { MARGIN_CELLS, TILE_CELLS, WINDOW_CELLS } from './grid.ts'

const W = WINDOW_CELLS
/** Label of cells outside the window. */
const OUTSIDE = -1

/** Steps to the east, south, west, north on the lattice of corners. */
const STEP_X = [1, 0, -1, 0] as const
const STEP_Y = [0, 1, 0, -1] as const

function cellAt(cells: Uint16Array, x: number, y: number): number {
  return x < 0 || y < 0 || x >= W || y >= W ? OUTSIDE : (cells[y * W + x] ?? 0)
}

/** Corners of a ring as lattice coordinates, with marks where it may be cut into sections. */
export interface Walk {
  readonly corners: number[]
  /** Index of each corner where areas meet, or on the tile's edge. */
  readonly fixed: number[]
}

/** Walks around an area with its cells to the right, from a cell whose northern neighbour is in another area. */
export function walkAround(cells: Uint16Array, start: number, walked: Uint8Array): Walk {
  const startX = start % W
  const startY = (start - startX) / W
  const own = cells[start] ?? 0
  const corners: number[] = []
  const fixed: number[] = []
  let x = startX
  let y = startY
  let direction = 0
  do {
    if (direction === 0) walked[y * W + x] = 1
    x += STEP_X[direction] ?? 0
    y += STEP_Y[direction] ?? 0
    const next = turn(cells, x, y, direction, own)
    const isFixed = isMeetingPoint(cells, x, y)
    if (isFixed || next !== direction) {
      if (isFixed) fixed.push(corners.length / 2)
      corners.push(x, y)
    }
    direction = next
  } while (x !== startX || y !== startY || direction !== 0)
  return { corners, fixed }
}

/** Returns the next direction: right at an outer corner, straight along a side, left at an inner corner. */
function turn(cells: Uint16Array, x: number, y: number, direction: number, own: number): number {
  const right = aheadRight(cells, x, y, direction)
  if (right !== own) return (direction + 1) % 4
  const left = aheadRight(cells, x, y, (direction + 3) % 4)
  return left !== own ? direction : (direction + 3) % 4
}

/** Returns the cell ahead on the right, seen from a corner in a direction. */
function aheadRight(cells: Uint16Array, x: number, y: number, direction: number): number {
  if (direction === 0) return cellAt(cells, x, y)
  if (direction === 1) return cellAt(cells, x - 1, y)
  if (direction === 2) return cellAt(cells, x - 1, y - 1)
  return cellAt(cells, x, y - 1)
}

/** True where three or more borders meet, and on the tile's edge. */
function isMeetingPoint(cells: Uint16Array, x: number, y: number): boolean {
  const far = MARGIN_CELLS + TILE_CELLS
  if (x === MARGIN_CELLS || y === MARGIN_CELLS || x === far || y === far) return true
  const a = cellAt(cells, x - 1, y - 1)
  const b = cellAt(cells, x, y - 1)
  const c = cellAt(cells, x, y)
  const d = cellAt(cells, x - 1, y)
  return (a === b ? 0 : 1) + (b === c ? 0 : 1) + (c === d ? 0 : 1) + (d === a ? 0 : 1) > 2
}

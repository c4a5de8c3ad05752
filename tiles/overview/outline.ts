/**
 * Outlines of a window's classes. Two neighbours share their border to the point: each stretch of it,
 * from where three areas meet or the tile's edge is crossed to the next such place, is simplified
 * in the same way from either side. So there are no slivers, no gaps, and no seam between tiles.
 */
import { TILE_BUFFER } from '../../geodata/model/tile.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { CELL_UNITS, MARGIN_CELLS, TILE_CELLS, WINDOW_CELLS } from './grid.ts'
import { joinedCells } from './joined-cells.ts'
import { simplifyLine } from './simplify.ts'

const W = WINDOW_CELLS
/** Cells of no tile, around the window. */
const OUTSIDE = -1

/** Steps to the east, south, west, north on the lattice of corners. */
const STEP_X = [1, 0, -1, 0] as const
const STEP_Y = [0, 1, 0, -1] as const

/** Polygons by class, in tile units: the outer ring first, then the holes, all closed. */
export type Outlines = Map<number, Coordinates[][]>

/**
 * Outlines of all classes but bare ground, simplified to `tolerance` tile units.
 */
export function outlines(cells: Uint16Array, tolerance: number): Outlines {
  const areas = joinedCells(cells)
  const walked = new Uint8Array(W * W)
  const byArea = new Map<number, Coordinates[]>()
  const found: Outlines = new Map()
  for (let at = 0; at < W * W; at++) {
    const own = cells[at] ?? 0
    if (own === 0 || walked[at] === 1 || (at >= W && cells[at - W] === own)) continue
    const ring = simplifyRing(walk(cells, at, walked), tolerance)
    const area = areas[at] ?? 0
    const rings = byArea.get(area)
    // Cells are met from the north, so that an area's outer ring comes before its holes.
    if (rings) rings.push(ring)
    else {
      const polygon = [ring]
      byArea.set(area, polygon)
      const known = found.get(own)
      if (known) known.push(polygon)
      else found.set(own, [polygon])
    }
  }
  return found
}

function cellAt(cells: Uint16Array, x: number, y: number): number {
  return x < 0 || y < 0 || x >= W || y >= W ? OUTSIDE : (cells[y * W + x] ?? 0)
}

/** Corners of a ring as lattice coordinates, with a mark where the ring may be cut into stretches. */
interface Walk {
  readonly corners: number[]
  /** Index of each corner where areas meet or the tile's edge is. */
  readonly fixed: number[]
}

/** Walks around an area with its cells to the right, from a cell whose northern neighbour is another's. */
function walk(cells: Uint16Array, start: number, walked: Uint8Array): Walk {
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

/** Right where the area ends ahead, straight along it, left around its inner corner. */
function turn(cells: Uint16Array, x: number, y: number, direction: number, own: number): number {
  const right = aheadRight(cells, x, y, direction)
  if (right !== own) return (direction + 1) % 4
  const left = aheadRight(cells, x, y, (direction + 3) % 4)
  return left !== own ? direction : (direction + 3) % 4
}

/** The cell in front and to the right of who stands at a corner and looks in a direction. */
function aheadRight(cells: Uint16Array, x: number, y: number, direction: number): number {
  if (direction === 0) return cellAt(cells, x, y)
  if (direction === 1) return cellAt(cells, x - 1, y)
  if (direction === 2) return cellAt(cells, x - 1, y - 1)
  return cellAt(cells, x, y - 1)
}

/** Where three borders or more come together, and all along the tile's edge. */
function isMeetingPoint(cells: Uint16Array, x: number, y: number): boolean {
  const far = MARGIN_CELLS + TILE_CELLS
  if (x === MARGIN_CELLS || y === MARGIN_CELLS || x === far || y === far) return true
  const a = cellAt(cells, x - 1, y - 1)
  const b = cellAt(cells, x, y - 1)
  const c = cellAt(cells, x, y)
  const d = cellAt(cells, x - 1, y)
  return (a === b ? 0 : 1) + (b === c ? 0 : 1) + (c === d ? 0 : 1) + (d === a ? 0 : 1) > 2
}

/** A ring's corners simplified stretch by stretch, in tile units, closed. */
function simplifyRing({ corners, fixed }: Walk, tolerance: number): Coordinates {
  const tolerant = tolerance / CELL_UNITS
  const places = fixed.length > 0 ? fixed : ends(corners)
  const first = places[0] ?? 0
  const kept: number[] = []
  for (const [i, from] of places.entries()) {
    const to = places[i + 1] ?? first + corners.length / 2
    const stretch: number[] = []
    for (let k = from; k <= to; k++) {
      const at = (2 * k) % corners.length
      stretch.push(corners[at] ?? 0, corners[at + 1] ?? 0)
    }
    const simple = simplifyLine(stretch, tolerant)
    for (let k = 0; k < simple.length - 2; k++) kept.push(simple[k] ?? 0)
  }
  // An island keeps its corners where too few would be left of it; between neighbours it may vanish.
  const ring = kept.length < 6 && fixed.length === 0 ? corners.slice() : withoutStraightCorners(kept)
  const units = ring.map(toUnits)
  units.push(units[0] ?? 0, units[1] ?? 0)
  return units
}

function toUnits(lattice: number): number {
  return lattice * CELL_UNITS - TILE_BUFFER
}

/** Two corners of an island that do not depend on where its walk began: the northernmost, and the one farthest from it. */
function ends(corners: readonly number[]): number[] {
  const count = corners.length / 2
  let top = 0
  for (let i = 1; i < count; i++) if (isBefore(corners, i, top)) top = i
  let far = top
  let most = 0
  for (let i = 0; i < count; i++) {
    const distance = Math.hypot(
      (corners[2 * i] ?? 0) - (corners[2 * top] ?? 0),
      (corners[2 * i + 1] ?? 0) - (corners[2 * top + 1] ?? 0),
    )
    if (distance > most || (distance === most && isBefore(corners, i, far))) {
      most = distance
      far = i
    }
  }
  return top < far ? [top, far] : [far, top]
}

/** True where corner a lies north of b, or west of it on the same height. */
function isBefore(corners: readonly number[], a: number, b: number): boolean {
  const dy = (corners[2 * a + 1] ?? 0) - (corners[2 * b + 1] ?? 0)
  return dy === 0 ? (corners[2 * a] ?? 0) < (corners[2 * b] ?? 0) : dy < 0
}

/** Leaves corners out that lie on the way from the one before to the one after. */
function withoutStraightCorners(ring: readonly number[]): number[] {
  const count = ring.length / 2
  const kept: number[] = []
  for (let i = 0; i < count; i++) {
    const [x, y] = [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]
    const before = 2 * ((i + count - 1) % count)
    const after = 2 * ((i + 1) % count)
    const [ax, ay] = [x - (ring[before] ?? 0), y - (ring[before + 1] ?? 0)]
    const [bx, by] = [(ring[after] ?? 0) - x, (ring[after + 1] ?? 0) - y]
    if (ax * by - ay * bx !== 0 || ax * bx + ay * by < 0) kept.push(x, y)
  }
  return kept
}

/**
 * Outlines of a window's classes. Neighbours share their border exactly: each section between two
 * nodes (where three areas meet or the tile's edge is crossed) is simplified in the same way from
 * either side. So there are no slivers, no gaps, and no seams between tiles.
 */
import { doubleArea } from '../vector/encoder.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { WINDOW_CELLS } from './grid.ts'
import { joinedCells } from './joined-cells.ts'
import { apart } from './ring-apart.ts'
import { simplifyRing } from './ring-simplify.ts'
import { walkAround } from './ring-walk.ts'

const W = WINDOW_CELLS

/** Polygons by class, in tile units: the outer ring first, then the holes, all closed. */
export type Outlines = Map<number, Coordinates[][]>

/** Returns outlines of all classes except 0 (empty), simplified to `tolerance` tile units. */
export function outlines(cells: Uint16Array, tolerance: number): Outlines {
  const areas = joinedCells(cells)
  const walked = new Uint8Array(W * W)
  const byArea = new Map<number, Coordinates[]>()
  const found: Outlines = new Map()
  for (let at = 0; at < W * W; at++) {
    const own = cells[at] ?? 0
    if (own === 0 || walked[at] === 1 || (at >= W && cells[at - W] === own)) continue
    const loops = apart(simplifyRing(walkAround(cells, at, walked), tolerance))
    const outer = loops.filter((loop) => doubleArea(loop) > 0)
    const area = areas[at] ?? 0
    const known = byArea.get(area)
    // Cells are visited from the north, so an area's outer ring comes before its holes.
    const polygon = known ?? [outer.shift() ?? []]
    polygon.push(...loops.filter((loop) => doubleArea(loop) < 0))
    const polygons = found.get(own) ?? []
    if (!known) polygons.push(polygon)
    // Parts that were connected only at a point.
    polygons.push(...outer.map((loop) => [loop]))
    byArea.set(area, polygon)
    found.set(own, polygons)
  }
  return found
}

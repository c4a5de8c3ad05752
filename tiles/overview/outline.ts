/**
 * Outlines of a window's classes. Two neighbours share their border to the point: each stretch of it,
 * from where three areas meet or the tile's edge is crossed to the next such place, is simplified
 * in the same way from either side. So there are no slivers, no gaps, and no seam between tiles.
 */
import type { Coordinates } from '../vector/twkb.ts'
import { WINDOW_CELLS } from './grid.ts'
import { joinedCells } from './joined-cells.ts'
import { simplifyRing } from './ring-simplify.ts'
import { walkAround } from './ring-walk.ts'

const W = WINDOW_CELLS

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
    const ring = simplifyRing(walkAround(cells, at, walked), tolerance)
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

import { TILE_BUFFER } from '../../geodata/model/tile.ts'
import type { Coordinates } from '../vector/twkb.ts'
import { CELL_UNITS, WINDOW_CELLS } from './grid.ts'

/** Where rings of the current polygon cross the middle of each row; emptied after each polygon. */
const crossings: number[][] = Array.from({ length: WINDOW_CELLS }, () => [])

/**
 * Sets the class of cells whose centre lies in the polygon (even-odd rule over its closed rings).
 * Coordinates are tile units from the tile's north-west corner.
 */
export function fillPolygon(cells: Uint16Array, rings: readonly Coordinates[], value: number): void {
  let first = WINDOW_CELLS
  let last = -1
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const ax = ((ring[i] ?? 0) + TILE_BUFFER) / CELL_UNITS
      const ay = ((ring[i + 1] ?? 0) + TILE_BUFFER) / CELL_UNITS
      const bx = ((ring[i + 2] ?? 0) + TILE_BUFFER) / CELL_UNITS
      const by = ((ring[i + 3] ?? 0) + TILE_BUFFER) / CELL_UNITS
      const from = Math.max(0, Math.ceil(Math.min(ay, by) - 0.5))
      const to = Math.min(WINDOW_CELLS, Math.ceil(Math.max(ay, by) - 0.5))
      if (from >= to) continue
      const slope = (bx - ax) / (by - ay)
      for (let row = from; row < to; row++) crossings[row]?.push(ax + (row + 0.5 - ay) * slope)
      if (from < first) first = from
      if (to - 1 > last) last = to - 1
    }
  }
  for (let row = first; row <= last; row++) fillRow(cells, row, value)
}

function fillRow(cells: Uint16Array, row: number, value: number): void {
  const places = crossings[row]
  if (!places) return
  places.sort(ascending)
  const start = row * WINDOW_CELLS
  for (let i = 0; i + 1 < places.length; i += 2) {
    const from = Math.max(0, Math.ceil((places[i] ?? 0) - 0.5))
    const to = Math.min(WINDOW_CELLS, Math.ceil((places[i + 1] ?? 0) - 0.5))
    if (from < to) cells.fill(value, start + from, start + to)
  }
  places.length = 0
}

function ascending(a: number, b: number): number {
  return a - b
}

/** Isolines of hours of sun (日照等时线) from a grid. */
import { contours } from 'd3-contour'
import type { HoursGrid } from './ground-hours.ts'

export interface Isoline {
  /** Minutes of sun; the area inside has at least as many. */
  readonly minutes: number
  /** Rings in cells: column and row of the grid, 0 at the middle of the first cell. */
  readonly polygons: readonly (readonly (readonly [number, number])[][])[]
}

/** Returns the area with at least each threshold of minutes; cells inside buildings count as no sun. */
export function isolines({ columns, rows, minutes }: HoursGrid, thresholds: readonly number[]): Isoline[] {
  const values = Array.from(minutes, (value) => (Number.isNaN(value) ? 0 : value))
  return contours()
    .size([columns, rows])
    .thresholds([...thresholds])(values)
    .map(({ value, coordinates }) => ({
      minutes: value,
      polygons: coordinates.map((rings) =>
        rings.map((ring) => ring.map(([x = 0, y = 0]) => [x - 0.5, y - 0.5] as const)),
      ),
    }))
}

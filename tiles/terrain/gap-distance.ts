/** How far samples lie from what has no data: by it, sources are blended at their edges and gaps. */
import type { Grid } from './height-field.ts'

/**
 * The distance of each sample to the nearest one without data, in samples, no more than `most`; 0
 * without data itself. What lies outside the grid counts as data: ask for `most` samples around.
 */
export function gapDistances({ values, width, height }: Grid, most: number): Float64Array {
  const distances = new Float64Array(values.length).fill(most)
  const columns = columnDistances(values, width, height, most)
  if (!columns) return distances
  for (let row = 0; row < height; row++) {
    const line = row * width
    for (let column = 0; column < width; column++) {
      const own = columns[line + column] ?? most
      // Squares of whole numbers: the same wherever a grid begins.
      let square = Math.min(most * most, own * own)
      for (let away = 1; away * away < square; away++) {
        if (column >= away) square = nearer(columns[line + column - away], away, square)
        if (column + away < width) square = nearer(columns[line + column + away], away, square)
      }
      distances[line + column] = Math.sqrt(square)
    }
  }
  return distances
}

function nearer(rows: number | undefined, away: number, square: number): number {
  return rows === undefined ? square : Math.min(square, rows * rows + away * away)
}

/** Samples up or down to the nearest one without data; null where there is none at all. */
function columnDistances(
  values: Float64Array,
  width: number,
  height: number,
  most: number,
): Float64Array | null {
  const rows = new Float64Array(values.length)
  let any = false
  const pass = (row: number, before: number) => {
    for (let column = 0; column < width; column++) {
      const i = row * width + column
      const gap = Number.isNaN(values[i])
      any ||= gap
      const next = row - before
      const carried = next < 0 || next >= height ? most : (rows[next * width + column] ?? most) + 1
      const kept = before > 0 ? most : (rows[i] ?? most)
      rows[i] = gap ? 0 : Math.min(kept, carried)
    }
  }
  for (let row = 0; row < height; row++) pass(row, 1)
  if (!any) return null
  for (let row = height - 1; row >= 0; row--) pass(row, -1)
  return rows
}

/** The weight of a sample or a pixel at a distance from the nearest gap: 0 at the edge, 1 from `feather` on. */
export function edgeWeight(distance: number, feather: number): number {
  const t = Math.min(1, Math.max(0, (distance - 0.5) / (feather - 0.5)))
  return t * t * (3 - 2 * t)
}

/** Blending weights of samples by their distance to missing data. */
import type { Grid } from './height-field.ts'

/**
 * Returns the weight of each sample in a blend: 0 without data and next to it, rising smoothly to 1 at
 * `feather` samples from the nearest one without data. Outside the grid counts as data: pass a margin of
 * `feather` samples.
 */
export function edgeWeights({ values, width, height }: Grid, feather: number): Float64Array {
  const weights = new Float64Array(values.length).fill(1)
  const columns = columnDistances(values, width, height, feather)
  if (!columns) return weights
  // Squared distances are integers, so the result does not depend on where a grid begins.
  const bySquare = Float64Array.from({ length: feather * feather + 1 }, (_, square) =>
    smoothstep((Math.sqrt(square) - 1) / (feather - 1)),
  )
  for (let row = 0; row < height; row++) {
    const line = row * width
    for (let column = 0; column < width; column++) {
      const own = columns[line + column] ?? feather
      let square = Math.min(feather * feather, own * own)
      for (let away = 1; away * away < square; away++) {
        if (column >= away) square = nearer(columns[line + column - away], away, square)
        if (column + away < width) square = nearer(columns[line + column + away], away, square)
      }
      weights[line + column] = bySquare[square] ?? 1
    }
  }
  return weights
}

function nearer(rows: number | undefined, away: number, square: number): number {
  return rows === undefined ? square : Math.min(square, rows * rows + away * away)
}

/** Vertical distance in samples to the nearest one without data; null if there is none. */
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

function smoothstep(share: number): number {
  const t = Math.min(1, Math.max(0, share))
  return t * t * (3 - 2 * t)
}

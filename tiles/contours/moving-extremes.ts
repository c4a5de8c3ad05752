/** Largest and smallest values in a square window around each place of a grid. */

type Combine = (a: number, b: number) => number

/** The largest value within `radius` columns and rows; the window ends at the grid's edge. */
export function movingMaximum(values: Float64Array, width: number, radius: number): Float64Array {
  return moving(values, width, radius, Math.max, Number.NEGATIVE_INFINITY)
}

/** The smallest value within `radius` columns and rows. */
export function movingMinimum(values: Float64Array, width: number, radius: number): Float64Array {
  return moving(values, width, radius, Math.min, Number.POSITIVE_INFINITY)
}

function moving(
  values: Float64Array,
  width: number,
  radius: number,
  combine: Combine,
  none: number,
): Float64Array {
  const height = values.length / width
  const rows = along(values, width, height, 1, width, radius, combine, none)
  return along(rows, height, width, width, 1, radius, combine, none)
}

/**
 * Along one axis, by doubling: windows of 1, 2, 4 … values, and then two that overlap. Few passes
 * for any radius.
 */
function along(
  values: Float64Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  radius: number,
  combine: Combine,
  none: number,
): Float64Array {
  const result = new Float64Array(values.length)
  const padded = length + 2 * radius
  const window = 2 * radius + 1
  const line = new Float64Array(padded)
  for (let i = 0; i < lines; i++) {
    line.fill(none)
    for (let j = 0; j < length; j++) line[radius + j] = values[i * stride + j * step] ?? none
    let covered = 1
    for (; covered * 2 <= window; covered *= 2) {
      for (let j = 0; j + covered < padded; j++) line[j] = combine(line[j] ?? none, line[j + covered] ?? none)
    }
    const shift = window - covered
    for (let j = 0; j < length; j++) {
      result[i * stride + j * step] = combine(line[j] ?? none, line[j + shift] ?? none)
    }
  }
  return result
}

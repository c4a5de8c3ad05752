/**
 * Returns the largest value within `radius` columns and rows of each cell of a grid; windows are clipped at
 * the grid's edge. By doubling: windows of 1, 2, 4 … values, then two that overlap, so few passes are enough
 * for any radius.
 */
export function movingMaximum(values: Float32Array, width: number, radius: number): Float32Array {
  return downColumns(alongRows(values, width, radius), width, radius)
}

function alongRows(values: Float32Array, width: number, radius: number): Float32Array {
  const result = new Float32Array(values.length)
  const line = new Float32Array(width + 2 * radius)
  for (let from = 0; from < values.length; from += width) {
    line.fill(Number.NEGATIVE_INFINITY)
    line.set(values.subarray(from, from + width), radius)
    const shift = 2 * radius + 1 - doubled(line, 1, 2 * radius + 1)
    for (let i = 0; i < width; i++) {
      const near = line[i] ?? 0
      const far = line[i + shift] ?? 0
      result[from + i] = far > near ? far : near
    }
  }
  return result
}

function downColumns(values: Float32Array, width: number, radius: number): Float32Array {
  const padded = new Float32Array(values.length + 2 * radius * width).fill(Number.NEGATIVE_INFINITY)
  padded.set(values, radius * width)
  const shift = (2 * radius + 1 - doubled(padded, width, 2 * radius + 1)) * width
  const result = new Float32Array(values.length)
  for (let i = 0; i < result.length; i++) {
    const near = padded[i] ?? 0
    const far = padded[i + shift] ?? 0
    result[i] = far > near ? far : near
  }
  return result
}

/** Replaces each value by the maximum of the next 2ⁿ values, the largest power of 2 ≤ `window`; returns 2ⁿ. */
function doubled(values: Float32Array, step: number, window: number): number {
  let covered = 1
  for (; covered * 2 <= window; covered *= 2) {
    const ahead = covered * step
    for (let i = 0; i + ahead < values.length; i++) {
      const far = values[i + ahead] ?? 0
      if (far > (values[i] ?? 0)) values[i] = far
    }
  }
  return covered
}

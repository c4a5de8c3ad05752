/** Elevations on a regular grid over the model: rows from north to south, including the bounds. */
import type { Place } from './place.ts'

export interface HeightField {
  readonly columns: number
  readonly rows: number
  /** Metres, row by row from the north-west. */
  readonly heights: Float32Array
  readonly lowest: number
  readonly highest: number
}

export function createHeightField(columns: number, rows: number, heights: Float32Array): HeightField {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const height of heights) {
    if (height < lowest) lowest = height
    if (height > highest) highest = height
  }
  return { columns, rows, heights, lowest, highest }
}

/** Returns the bilinear elevation in metres at a column and row; clamped at the edges. */
export function sampleHeight(field: HeightField, column: number, row: number): number {
  const { columns, rows, heights } = field
  const c = Math.min(Math.max(column, 0), columns - 1)
  const r = Math.min(Math.max(row, 0), rows - 1)
  const c0 = Math.min(Math.floor(c), columns - 2)
  const r0 = Math.min(Math.floor(r), rows - 2)
  const at = (dc: number, dr: number) => heights[(r0 + dr) * columns + c0 + dc] ?? 0
  const [u, v] = [c - c0, r - r0]
  return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v
}

/** Returns the elevation in metres at a position of the model's plane. */
export function heightAt(field: HeightField, place: Place, x: number, z: number): number {
  return sampleHeight(
    field,
    (x / place.width + 0.5) * (field.columns - 1),
    (z / place.depth + 0.5) * (field.rows - 1),
  )
}

/**
 * Returns unit normals of the ground as RGBA bytes (x east, y up, z south, each from -1..1 to 0..255), for an
 * object-space normal map: one texel per sample, rows from south to north as in WebGL.
 */
export function normalBytes(field: HeightField, place: Place): Uint8Array<ArrayBuffer> {
  const { columns, rows, heights } = field
  const dx = (2 * place.width) / (columns - 1)
  const dz = (2 * place.depth) / (rows - 1)
  const bytes = new Uint8Array(columns * rows * 4)
  const at = (column: number, row: number) =>
    heights[Math.min(Math.max(row, 0), rows - 1) * columns + Math.min(Math.max(column, 0), columns - 1)] ?? 0
  let offset = 0
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = 0; column < columns; column++) {
      const nx = (at(column - 1, row) - at(column + 1, row)) / dx
      const nz = (at(column, row - 1) - at(column, row + 1)) / dz
      const length = Math.hypot(nx, 1, nz)
      bytes[offset++] = Math.round((nx / length) * 127.5 + 127.5)
      bytes[offset++] = Math.round((1 / length) * 127.5 + 127.5)
      bytes[offset++] = Math.round((nz / length) * 127.5 + 127.5)
      bytes[offset++] = 255
    }
  }
  return bytes
}

/** Resamples stored samples to the pixels of a tile. */
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import type { Grid } from './height-field.ts'

/**
 * `straight` is bilinear and passes through the samples. `smooth` is the uniform cubic B-spline with
 * the samples as control points (de Boor, A Practical Guide to Splines, 1978): its contours have no
 * corners; it lowers a summit by a sixth of its second difference.
 */
export type Surface = 'straight' | 'smooth'

/** Along one axis, the samples under each pixel and their weights. */
export interface Axis {
  /** The first needed sample, counted from the world's north-west, and the number of samples. */
  readonly first: number
  readonly count: number
  /** For each pixel, its first sample relative to `first`, and the weights. */
  readonly pixels: number
  readonly taps: number
  readonly starts: Int32Array
  readonly weights: Float64Array
  /** True if each pixel is exactly a sample. */
  readonly isPlain: boolean
  /** Sum of the weights of a pixel. */
  readonly total: number
  /** For each pixel its nearest sample, relative to `first`. */
  readonly nearest: Int32Array
}

/**
 * Returns the axis of a tile with `margin` pixels around. Positions are dyadic fractions and so exact: every
 * tile that shows a pixel computes the same value for it.
 * @param enlarged number of tile pixels per sample
 */
export function axisOf(tile: number, enlarged: number, margin: number, surface: Surface): Axis {
  const pixels = TERRAIN_TILE_SIZE + 2 * margin
  const reach = surface === 'smooth' ? 1 : 0
  const taps = 2 + 2 * reach
  const place = (pixel: number) => (tile * TERRAIN_TILE_SIZE + pixel - margin + 0.5) / enlarged - 0.5
  const first = Math.floor(place(0)) - reach
  const starts = new Int32Array(pixels)
  const nearest = new Int32Array(pixels)
  const weights = new Float64Array(pixels * taps)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = place(pixel)
    const west = Math.floor(at)
    starts[pixel] = west - reach - first
    nearest[pixel] = Math.floor(at + 0.5) - first
    weights.set(surface === 'smooth' ? splineWeights(at - west) : [1 - at + west, at - west], pixel * taps)
  }
  const isPlain = enlarged === 1 && surface === 'straight'
  // Samples with weight 0 are not needed.
  const count = isPlain ? pixels : (starts[pixels - 1] ?? 0) + taps
  return {
    first,
    count,
    pixels,
    taps,
    starts,
    weights,
    isPlain,
    total: surface === 'smooth' ? 6 : 1,
    nearest,
  }
}

/** Six times the weights of four samples in the cubic B-spline, at a fraction between the second and third. */
function splineWeights(t: number): readonly number[] {
  const u = 1 - t
  return [u * u * u, 3 * t * t * (t - 2) + 4, 3 * u * u * (u - 2) + 4, t * t * t]
}

/**
 * Returns the pixels' values. NaN if the nearest sample has no data; other samples without data are ignored.
 * @param grid samples from (columns.first, rows.first) on, `columns.count` by `rows.count`
 */
export function resample(grid: Grid, columns: Axis, rows: Axis): Float64Array {
  const { values, width } = grid
  if (columns.isPlain && rows.isPlain) return values
  const whole = columns.total * rows.total
  if (!hasGaps(values)) {
    const sums = downColumns(alongRows(values, width, columns), columns.pixels, rows)
    if (whole !== 1) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) / whole
    return sums
  }
  const present = new Float64Array(values.length)
  const filled = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    present[i] = 1
    filled[i] = value
  }
  const sums = downColumns(alongRows(filled, width, columns), columns.pixels, rows)
  const shares = downColumns(alongRows(present, width, columns), columns.pixels, rows)
  for (let row = 0; row < rows.pixels; row++) {
    const line = (rows.nearest[row] ?? 0) * width
    for (let column = 0; column < columns.pixels; column++) {
      const i = row * columns.pixels + column
      const share = shares[i] ?? 0
      // With all data present, divide by a constant, so that tiles agree exactly.
      const weight = share > whole - 1e-9 ? whole : share
      const known = present[line + (columns.nearest[column] ?? 0)] === 1
      sums[i] = known ? (sums[i] ?? 0) / weight : Number.NaN
    }
  }
  return sums
}

function hasGaps(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true
  return false
}

function alongRows(values: Float64Array, width: number, axis: Axis): Float64Array {
  const { pixels, taps, starts, weights } = axis
  const height = values.length / width
  const sums = new Float64Array(pixels * height)
  for (let row = 0; row < height; row++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const start = row * width + (starts[pixel] ?? 0)
      let sum = 0
      for (let tap = 0; tap < taps; tap++)
        sum += (values[start + tap] ?? 0) * (weights[pixel * taps + tap] ?? 0)
      sums[row * pixels + pixel] = sum
    }
  }
  return sums
}

function downColumns(values: Float64Array, width: number, axis: Axis): Float64Array {
  const { pixels, taps, starts, weights } = axis
  const sums = new Float64Array(pixels * width)
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let tap = 0; tap < taps; tap++) {
      const weight = weights[pixel * taps + tap] ?? 0
      if (weight === 0) continue
      const from = ((starts[pixel] ?? 0) + tap) * width
      const to = pixel * width
      for (let i = 0; i < width; i++) sums[to + i] = (sums[to + i] ?? 0) + (values[from + i] ?? 0) * weight
    }
  }
  return sums
}

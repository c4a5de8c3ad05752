/**
 * Simulates hills carved by rivers: uplift and stream-power erosion, solved implicitly along the drainage
 * (Braun and Willett 2013, "FastScape"), with diffusion on slopes. The valleys are real: every cell drains
 * downhill to a base-level cell.
 */
import type { Grid } from './grid.ts'

export interface ErosionOptions {
  /** Initial heights in metres; cells of `base` do not change. */
  readonly heights: Grid
  /** Uplift of each cell in metres per step. */
  readonly uplift: Grid
  /** Returns true for cells of fixed height: plains, river beds, the edge. */
  readonly base: (index: number) => boolean
  readonly steps: number
  /** Erodibility of the rock; lower values make higher hills. */
  readonly erodibility: number
  /** Diffusion: share of the height difference to the neighbours that is levelled in a step. */
  readonly creep: number
  /** Roughness in metres for routing water only, so that valleys do not follow the raster's directions. */
  readonly roughness: Grid
}

const AREA_EXPONENT = 0.45

/** Returns the heights after all steps, in the same frame. */
export function erode({ heights, uplift, base, steps, erodibility, creep, roughness }: ErosionOptions): Grid {
  const { width, height, cell } = heights
  const size = width * height
  const fixed = Uint8Array.from({ length: size }, (_, i) =>
    i < width || i >= size - width || i % width === 0 || i % width === width - 1 || base(i) ? 1 : 0,
  )
  let data: Float32Array = heights.data.slice()
  const surface = new Float32Array(size)
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++)
      surface[i] = (data[i] as number) + (fixed[i] ? 0 : (roughness.data[i] as number))
    const { receivers, runs } = steepestDescent(surface, fixed, width, cell)
    const order = upstreamOrder(receivers)
    const area = new Float32Array(size).fill(cell * cell)
    for (let k = size - 1; k >= 0; k--) {
      const i = order[k] as number
      const r = receivers[i] as number
      if (r !== i) area[r] = (area[r] as number) + (area[i] as number)
    }
    for (let k = 0; k < size; k++) {
      const i = order[k] as number
      if (fixed[i]) continue
      const raised = (data[i] as number) + (uplift.data[i] as number)
      const r = receivers[i] as number
      if (r === i) {
        data[i] = raised
        continue
      }
      const power = (erodibility * (area[i] as number) ** AREA_EXPONENT) / (runs[i] as number)
      data[i] = (raised + power * (data[r] as number)) / (1 + power)
    }
    data = creepOnce(data, fixed, width, creep)
  }
  return { ...heights, data }
}

/** Returns the steepest downhill neighbour of a cell, or the cell itself in a pit or at base level. */
function steepestDescent(data: Float32Array, fixed: Uint8Array, width: number, cell: number) {
  const size = data.length
  const receivers = new Int32Array(size)
  const runs = new Float32Array(size)
  const offsets = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
  const lengths = offsets.map((_, k) => (k === 1 || k === 3 || k === 4 || k === 6 ? cell : cell * Math.SQRT2))
  for (let i = 0; i < size; i++) {
    receivers[i] = i
    if (fixed[i]) continue
    const here = data[i] as number
    let steepest = 0
    for (let k = 0; k < 8; k++) {
      const j = i + (offsets[k] as number)
      const length = lengths[k] as number
      const slope = (here - (data[j] as number)) / length
      if (slope > steepest) {
        steepest = slope
        receivers[i] = j
        runs[i] = length
      }
    }
  }
  return { receivers, runs }
}

/** Returns all cells, each after the one that it drains to. */
function upstreamOrder(receivers: Int32Array): Int32Array {
  const size = receivers.length
  const starts = new Int32Array(size + 1)
  for (let i = 0; i < size; i++) {
    const r = receivers[i] as number
    if (r !== i) starts[r + 1] = (starts[r + 1] as number) + 1
  }
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const donors = new Int32Array(size)
  const fill = starts.slice()
  for (let i = 0; i < size; i++) {
    const r = receivers[i] as number
    if (r !== i) {
      donors[fill[r] as number] = i
      fill[r] = (fill[r] as number) + 1
    }
  }
  const order = new Int32Array(size)
  let end = 0
  for (let i = 0; i < size; i++) if (receivers[i] === i) order[end++] = i
  for (let k = 0; k < end; k++) {
    const i = order[k] as number
    for (let d = starts[i] as number; d < (starts[i + 1] as number); d++) order[end++] = donors[d] as number
  }
  return order
}

function creepOnce(data: Float32Array, fixed: Uint8Array, width: number, creep: number): Float32Array {
  const next = data.slice()
  for (let i = width; i < data.length - width; i++) {
    if (fixed[i]) continue
    const around =
      (data[i - 1] as number) +
      (data[i + 1] as number) +
      (data[i - width] as number) +
      (data[i + width] as number)
    next[i] = (data[i] as number) + creep * (around / 4 - (data[i] as number))
  }
  return next
}

/** Blends sources with the same sample grid before resampling. */
import type { BlendLayer } from './blend.ts'
import { blendLayers } from './blend.ts'
import { edgeWeights } from './edge-weights.ts'
import type { Grid } from './height-field.ts'
import type { StoredSource } from './stored-sources.ts'
import { featherOf } from './stored-sources.ts'

export interface SampleGroup {
  readonly z: number
  /** The topmost first. */
  readonly sources: readonly StoredSource[]
}

/** Groups consecutive sources stored at the same zoom. */
export function groupSources(sources: readonly StoredSource[]): SampleGroup[] {
  const groups: { z: number; sources: StoredSource[] }[] = []
  for (const source of sources) {
    const last = groups.at(-1)
    if (last?.z === source.field.z) last.sources.push(source)
    else groups.push({ z: source.field.z, sources: [source] })
  }
  return groups
}

export interface BlendedGrid extends Grid {
  /** 1 for each sample with any synthetic part. */
  readonly synthetic: Uint8Array
}

/**
 * Returns the group's samples in decimetres. Where two sources have data, the upper one fades into the lower
 * towards its edges and gaps, over the width of a feather; where one has data, it is unchanged.
 */
export function blendSamples(
  group: SampleGroup,
  column: number,
  row: number,
  width: number,
  height: number,
): BlendedGrid {
  const edges = group.sources.map((source) => source.edges)
  // At low zooms the sources cover a small part of a tile: only that part is processed, including
  // samples at its edge with their centre outside.
  const left = Math.max(column, Math.min(...edges.map((edge) => edge.first_column)) - 1)
  const top = Math.max(row, Math.min(...edges.map((edge) => edge.first_row)) - 1)
  const right = Math.min(column + width, Math.max(...edges.map((edge) => edge.last_column)) + 2)
  const bottom = Math.min(row + height, Math.max(...edges.map((edge) => edge.last_row)) + 2)
  if (right - left === width && bottom - top === height) return blend(group, column, row, width, height)
  const values = new Float64Array(width * height).fill(Number.NaN)
  const synthetic = new Uint8Array(width * height)
  if (right > left && bottom > top) {
    const part = blend(group, left, top, right - left, bottom - top)
    for (let line = 0; line < part.height; line++) {
      const to = (top - row + line) * width + left - column
      const [from, end] = [line * part.width, (line + 1) * part.width]
      values.set(part.values.subarray(from, end), to)
      synthetic.set(part.synthetic.subarray(from, end), to)
    }
  }
  return { values, synthetic, width, height }
}

function blend(
  { z, sources }: SampleGroup,
  column: number,
  row: number,
  width: number,
  height: number,
): BlendedGrid {
  const [only] = sources
  if (sources.length === 1 && only) {
    const grid = only.field.window(column, row, width, height)
    return { ...grid, synthetic: new Uint8Array(width * height).fill(only.synthetic ? 1 : 0) }
  }
  const grids = sources.map(({ field }) => field.window(column, row, width, height).values)
  const layers = sources.map(
    ({ field, synthetic }, i): BlendLayer => ({
      values: grids[i] ?? new Float64Array(0),
      synthetic,
      weights: () => {
        const feather = featherOf(z)
        const around = field.window(
          column - feather,
          row - feather,
          width + 2 * feather,
          height + 2 * feather,
        )
        return inner(edgeWeights(around, feather), around.width, feather, width, height)
      },
    }),
  )
  const { values, synthetic } = blendLayers(layers)
  return { values, synthetic, width, height }
}

/** Returns a rectangle without its margin. */
export function inner(
  values: Float64Array,
  stride: number,
  belt: number,
  width: number,
  height: number,
): Float64Array {
  const kept = new Float64Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (row + belt) * stride + belt
    kept.set(values.subarray(from, from + width), row * width)
  }
  return kept
}

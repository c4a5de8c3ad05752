/** Blends layers of elevations into one. */

export interface BlendLayer {
  /** NaN without data. */
  readonly values: Float64Array
  /** For the whole layer, or 1 for each synthetic value. */
  readonly synthetic: boolean | Uint8Array
  /** Weight of each value, 0 to 1, over the layers below; computed only where two layers have data. */
  readonly weights: () => Float64Array
}

interface Blended {
  readonly values: Float64Array
  /** 1 where any blended value is synthetic. */
  readonly synthetic: Uint8Array
}

/** Where one layer has data its value is kept; where several have, they are blended by the upper one's weights. */
export function blendLayers(layers: readonly BlendLayer[]): Blended {
  const [top, ...lower] = layers
  if (!top) throw new RangeError('There is nothing to blend.')
  if (lower.length === 0 && typeof top.synthetic === 'boolean') {
    return { values: top.values, synthetic: new Uint8Array(top.values.length).fill(top.synthetic ? 1 : 0) }
  }
  return overlaps(layers) ? blendOverlapping(layers, top.values.length) : merge(layers, top.values.length)
}

function overlaps(layers: readonly BlendLayer[]): boolean {
  const [top] = layers
  const known = new Uint8Array(top?.values.length ?? 0)
  for (const { values } of layers) {
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i])) continue
      if (known[i] === 1) return true
      known[i] = 1
    }
  }
  return false
}

function isSynthetic(layer: BlendLayer, i: number): boolean {
  return typeof layer.synthetic === 'boolean' ? layer.synthetic : layer.synthetic[i] === 1
}

/** Fast path for layers without overlapping data. */
function merge(layers: readonly BlendLayer[], length: number): Blended {
  const values = new Float64Array(length).fill(Number.NaN)
  const synthetic = new Uint8Array(length)
  for (const layer of layers) {
    for (let i = 0; i < length; i++) {
      const value = layer.values[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      values[i] = value
      if (isSynthetic(layer, i)) synthetic[i] = 1
    }
  }
  return { values, synthetic }
}

function blendOverlapping(layers: readonly BlendLayer[], length: number): Blended {
  const sums = new Float64Array(length)
  const totals = new Float64Array(length)
  /** The weight that remains for the layers below. */
  const open = new Float64Array(length).fill(1)
  /** The topmost value, unchanged where no other layer has data. */
  const values = new Float64Array(length).fill(Number.NaN)
  const counts = new Uint8Array(length)
  const synthetic = new Uint8Array(length)
  for (const layer of layers) {
    const weights = layer.weights()
    for (let i = 0; i < length; i++) {
      const value = layer.values[i] ?? Number.NaN
      const left = open[i] ?? 0
      if (Number.isNaN(value) || left === 0) continue
      const weight = weights[i] ?? 0
      if (counts[i] === 0) values[i] = value
      counts[i] = Math.min(2, (counts[i] ?? 0) + 1)
      sums[i] = (sums[i] ?? 0) + value * left * weight
      totals[i] = (totals[i] ?? 0) + left * weight
      open[i] = left * (1 - weight)
      if (isSynthetic(layer, i)) synthetic[i] = 1
    }
  }
  for (let i = 0; i < length; i++) {
    const total = totals[i] ?? 0
    if (counts[i] === 2 && total > 0) values[i] = (sums[i] ?? 0) / total
  }
  return { values, synthetic }
}

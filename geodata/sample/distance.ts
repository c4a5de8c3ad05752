/** Exact Euclidean distance on a raster (Felzenszwalb and Huttenlocher 2012). */
import type { Frame, Grid } from './grid.ts'

const FAR = 1e12

/**
 * Returns the distance in metres from each cell centre to the nearest cell for which `inside` is true; very
 * large if there is none.
 */
export function distanceTo(frame: Frame, inside: (index: number) => boolean): Grid {
  const { width, height, cell } = frame
  const squares = new Float64Array(width * height)
  for (let i = 0; i < squares.length; i++) squares[i] = inside(i) ? 0 : FAR
  const scratch = scratchFor(Math.max(width, height))
  for (let column = 0; column < width; column++) transform(squares, column, width, height, scratch)
  for (let row = 0; row < height; row++) transform(squares, row * width, 1, width, scratch)
  const data = new Float32Array(squares.length)
  for (let i = 0; i < data.length; i++) data[i] = Math.sqrt(squares[i] as number) * cell
  return { ...frame, data }
}

/** Returns the signed distance in metres to the edge of a region, negative inside. */
export function signedDistance(frame: Frame, inside: (index: number) => boolean): Grid {
  const outer = distanceTo(frame, inside)
  const inner = distanceTo(frame, (i) => !inside(i))
  const half = frame.cell / 2
  for (let i = 0; i < outer.data.length; i++) {
    const out = outer.data[i] as number
    outer.data[i] = out > 0 ? out - half : half - (inner.data[i] as number)
  }
  return outer
}

interface Scratch {
  readonly values: Float64Array
  readonly sites: Int32Array
  readonly bounds: Float64Array
}

function scratchFor(length: number): Scratch {
  return {
    values: new Float64Array(length),
    sites: new Int32Array(length),
    bounds: new Float64Array(length + 1),
  }
}

/** Returns where the parabolas above p and q intersect. */
function meet(values: Float64Array, p: number, q: number): number {
  return ((values[q] as number) + q * q - ((values[p] as number) + p * p)) / (2 * (q - p))
}

/** Transforms one line by the lower envelope of the parabolas above its cells. */
function transform(squares: Float64Array, start: number, step: number, length: number, scratch: Scratch) {
  const { values, sites, bounds } = scratch
  for (let i = 0; i < length; i++) values[i] = squares[start + i * step] as number
  let k = 0
  sites[0] = 0
  bounds[0] = -Infinity
  bounds[1] = Infinity
  for (let q = 1; q < length; q++) {
    let s = meet(values, sites[k] as number, q)
    while (k > 0 && s <= (bounds[k] as number)) s = meet(values, sites[--k] as number, q)
    sites[++k] = q
    bounds[k] = s
    bounds[k + 1] = Infinity
  }
  k = 0
  for (let q = 0; q < length; q++) {
    while ((bounds[k + 1] as number) < q) k++
    const site = sites[k] as number
    squares[start + q * step] = (q - site) * (q - site) + (values[site] as number)
  }
}

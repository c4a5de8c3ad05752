/**
 * Computes the density on the CPU for the map with terrain. deck.gl layers would be at sea level, but an image is
 * draped on the terrain. Points are counted in Web Mercator cells and smoothed by three box blurs, which
 * approximate a Gaussian blur (W. M. Wells, 1986).
 */
import type { Bounds } from '../../geodata/model/tile.ts'
import { toMercator } from '../../geodata/model/tile.ts'
import type { IncidentColumns } from './incident-columns.ts'

export interface Density {
  readonly size: number
  /** Row by row from the north-west corner, in incidents per cell after smoothing. */
  readonly values: Float32Array
  readonly most: number
}

/**
 * Returns the density of selected incidents in a grid of `size` × `size` cells over `bounds` (WGS 84 degrees).
 * `radius` of each box blur in cells.
 */
export function densityOf(
  { longitudes, latitudes }: Pick<IncidentColumns, 'longitudes' | 'latitudes'>,
  chosen: Uint32Array,
  bounds: Bounds,
  size = 512,
  radius = 4,
): Density {
  const [west, south] = toMercator(bounds[0], bounds[1])
  const [east, north] = toMercator(bounds[2], bounds[3])
  let values = new Float32Array(size * size)
  for (const index of chosen) {
    const [x, y] = toMercator(longitudes[index] ?? 0, latitudes[index] ?? 0)
    const column = Math.floor(((x - west) / (east - west)) * size)
    const line = Math.floor(((north - y) / (north - south)) * size)
    if (column < 0 || line < 0 || column >= size || line >= size) continue
    const cell = line * size + column
    values[cell] = (values[cell] ?? 0) + 1
  }
  for (let pass = 0; pass < 3; pass += 1) {
    values = transposedBlur(transposedBlur(values, size, radius), size, radius)
  }
  return { size, values, most: values.reduce((most, value) => Math.max(most, value), 0) }
}

/** Blurs along rows with a running sum and returns the transposed image, so that two calls blur both axes. */
function transposedBlur(values: Float32Array, size: number, radius: number): Float32Array<ArrayBuffer> {
  const blurred = new Float32Array(size * size)
  const width = 2 * radius + 1
  for (let line = 0; line < size; line += 1) {
    const start = line * size
    let sum = 0
    for (let i = 0; i < radius; i += 1) sum += values[start + i] ?? 0
    for (let i = 0; i < size; i += 1) {
      if (i + radius < size) sum += values[start + i + radius] ?? 0
      blurred[i * size + line] = Math.max(0, sum) / width
      if (i - radius >= 0) sum -= values[start + i - radius] ?? 0
    }
  }
  return blurred
}

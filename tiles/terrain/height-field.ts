/**
 * Stored tiles of one source at one zoom as one field of samples. Samples are at the pixel centres of a
 * 256-pixel Web Mercator grid; columns and rows are counted from the world's north-west corner, so
 * that sample 0 has its centre at 0.
 */
import { inflateSync } from 'node:zlib'
import { NO_ELEVATION, TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'

/** Returns a tile's samples in decimetres, row by row from the north-west. Throws for broken bytes. */
function unpackHeights(packed: Uint8Array): Int16Array {
  const bytes = inflateSync(packed)
  const count = TERRAIN_TILE_SIZE * TERRAIN_TILE_SIZE
  if (bytes.length !== count * 2) throw new RangeError(`A terrain tile has ${bytes.length} bytes.`)
  // Copied, because a view needs an even offset; stored little-endian, as on every supported machine.
  const heights = new Int16Array(count)
  new Uint8Array(heights.buffer).set(bytes)
  return heights
}

/** Samples row by row from the north-west, NaN without data. */
export interface Grid {
  readonly values: Float64Array
  readonly width: number
  readonly height: number
}

/** Copies the part of a tile inside a grid; its north-west sample is at (left, top) of the grid. */
function copyTile(tile: Int16Array, left: number, top: number, values: Float64Array, width: number): void {
  const height = values.length / width
  const from = Math.max(0, -left)
  const to = Math.min(TERRAIN_TILE_SIZE, width - left)
  const last = Math.min(TERRAIN_TILE_SIZE, height - top)
  for (let row = Math.max(0, -top); row < last; row++) {
    const line = row * TERRAIN_TILE_SIZE
    const target = (top + row) * width + left
    for (let column = from; column < to; column++) {
      const sample = tile[line + column] ?? NO_ELEVATION
      if (sample !== NO_ELEVATION) values[target + column] = sample
    }
  }
}

/** Stored tiles of one source at one zoom. */
export class HeightField {
  readonly z: number
  readonly #tiles = new Map<string, Int16Array>()

  constructor(z: number) {
    this.z = z
  }

  add(x: number, y: number, packed: Uint8Array): void {
    this.#tiles.set(`${x}/${y}`, unpackHeights(packed))
  }

  /** Returns a rectangle of samples in decimetres, row by row; NaN without data. */
  window(column: number, row: number, width: number, height: number): Grid {
    const values = new Float64Array(width * height).fill(Number.NaN)
    const tileOf = (sample: number) => Math.floor(sample / TERRAIN_TILE_SIZE)
    for (let y = tileOf(row); y <= tileOf(row + height - 1); y++) {
      for (let x = tileOf(column); x <= tileOf(column + width - 1); x++) {
        const tile = this.#tiles.get(`${x}/${y}`)
        if (tile) copyTile(tile, x * TERRAIN_TILE_SIZE - column, y * TERRAIN_TILE_SIZE - row, values, width)
      }
    }
    return { values, width, height }
  }

  /** Interpolated elevation in decimetres; see `interpolate`. */
  at(column: number, row: number): number {
    const west = Math.floor(column)
    const north = Math.floor(row)
    const { values, width } = this.window(west, north, 2, 2)
    return interpolate(values, 0, width, column - west, row - north)
  }
}

/**
 * Bilinear between the sample at `corner` and its eastern, southern and south-eastern neighbours. NaN if
 * the nearest sample has no data; other samples without data are ignored.
 * @param east share of the step to the eastern neighbour; likewise `south`
 */
export function interpolate(
  values: Float64Array,
  corner: number,
  width: number,
  east: number,
  south: number,
): number {
  const northWest = values[corner] ?? Number.NaN
  if (east === 0 && south === 0) return northWest
  const northEast = values[corner + 1] ?? Number.NaN
  const southWest = values[corner + width] ?? Number.NaN
  const southEast = values[corner + width + 1] ?? Number.NaN
  const mean =
    (northWest * (1 - east) + northEast * east) * (1 - south) +
    (southWest * (1 - east) + southEast * east) * south
  if (!Number.isNaN(mean)) return mean
  const nearest = south < 0.5 ? (east < 0.5 ? northWest : northEast) : east < 0.5 ? southWest : southEast
  if (Number.isNaN(nearest)) return nearest
  let sum = 0
  let weights = 0
  const add = (height: number, weight: number) => {
    if (Number.isNaN(height)) return
    sum += height * weight
    weights += weight
  }
  add(northWest, (1 - east) * (1 - south))
  add(northEast, east * (1 - south))
  add(southWest, (1 - east) * south)
  add(southEast, east * south)
  return sum / weights
}

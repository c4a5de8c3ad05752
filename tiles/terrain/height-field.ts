/**
 * Stored tiles of one source at one zoom, read as one field of samples. Samples lie at the centres
 * of the pixels of a 256-pixel Web Mercator grid; columns and rows are counted from the world's
 * north-west corner, so that sample 0 has its centre at 0.
 */
import { inflateSync } from 'node:zlib'
import { NO_ELEVATION, TERRAIN_TILE_SIZE } from '../../geodata/import/terrain.ts'

/** A tile's samples in decimetres, row by row from the north-west. Throws for broken bytes. */
export function unpackHeights(packed: Uint8Array): Int16Array {
  const bytes = inflateSync(packed)
  const count = TERRAIN_TILE_SIZE * TERRAIN_TILE_SIZE
  if (bytes.length !== count * 2) throw new RangeError(`A terrain tile has ${bytes.length} bytes.`)
  // Copied, since a view needs an even offset; little-endian as stored, as on every supported machine.
  const heights = new Int16Array(count)
  new Uint8Array(heights.buffer).set(bytes)
  return heights
}

export class HeightField {
  readonly source: string
  readonly z: number
  readonly #tiles = new Map<string, Int16Array>()

  constructor(source: string, z: number) {
    this.source = source
    this.z = z
  }

  add(x: number, y: number, packed: Uint8Array): void {
    this.#tiles.set(`${x}/${y}`, unpackHeights(packed))
  }

  /** Decimetres of one sample; NaN without data. */
  sample(column: number, row: number): number {
    const x = Math.floor(column / TERRAIN_TILE_SIZE)
    const y = Math.floor(row / TERRAIN_TILE_SIZE)
    const tile = this.#tiles.get(`${x}/${y}`)
    const index = (row - y * TERRAIN_TILE_SIZE) * TERRAIN_TILE_SIZE + column - x * TERRAIN_TILE_SIZE
    const height = tile?.[index] ?? NO_ELEVATION
    return height === NO_ELEVATION ? Number.NaN : height
  }

  /**
   * Decimetres between samples, bilinear. NaN where the nearest sample has no data; other samples
   * without data are left out of the mean.
   */
  at(column: number, row: number): number {
    const west = Math.floor(column)
    const north = Math.floor(row)
    const east = column - west
    const south = row - north
    const nearest = this.sample(west + Math.round(east), north + Math.round(south))
    if (Number.isNaN(nearest) || (east === 0 && south === 0)) return nearest
    let sum = 0
    let weights = 0
    const add = (height: number, weight: number) => {
      if (weight === 0 || Number.isNaN(height)) return
      sum += height * weight
      weights += weight
    }
    add(this.sample(west, north), (1 - east) * (1 - south))
    add(this.sample(west + 1, north), east * (1 - south))
    add(this.sample(west, north + 1), (1 - east) * south)
    add(this.sample(west + 1, north + 1), east * south)
    return sum / weights
  }
}

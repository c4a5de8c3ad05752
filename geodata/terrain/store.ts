/** Stores elevations as tiles of 256 × 256 samples on the Web Mercator grid. */
import { setImmediate } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { copyText } from '../database/copy.ts'
import type { DatabaseClient } from '../database/database.ts'
import type { Bounds, TileAddress } from '../model/tile.ts'
import { fromMercator, tileAt, tileBounds } from '../model/tile.ts'
import { type ElevationAt, NO_ELEVATION, TERRAIN_TILE_SIZE } from './heights.ts'

/** Lowest zoom of overviews. */
const TERRAIN_MIN_ZOOM = 6

export interface TerrainSource {
  readonly name: string
  readonly licence: string
  readonly synthetic: boolean
  /** Where sources overlap, the highest priority with data is used. */
  readonly priority: number
  /** West, south, east, north in WGS 84 degrees; nothing outside is requested. */
  readonly bounds: Bounds
  /** Zoom of the finest tiles; `terrainZoom` finds it from a resolution. */
  readonly maxzoom: number
}

export interface TerrainCounts {
  tiles: number
  /** Numbers of samples of the finest zoom inside the bounds, with and without an elevation. */
  samples: number
  gaps: number
  /** Gaps because an elevation exceeds ±3,276.7 m, the range of decimetres in 16 bits. */
  outOfRange: number
}

/** Returns the zoom whose samples are about as large as `metres` at a latitude (at most a fifth larger). */
export function terrainZoom(metres: number, latitude: number): number {
  const wholeCircle = 40075016.686 * Math.cos((latitude * Math.PI) / 180)
  const zoom = Math.ceil(Math.log2(wholeCircle / (TERRAIN_TILE_SIZE * metres * 1.2)))
  return Math.min(15, Math.max(TERRAIN_MIN_ZOOM, zoom))
}

/**
 * Replaces one source in the terrain store: samples its finest tiles at the centres of their
 * pixels and averages overviews from data only. Tiles without any data are not stored. Call it in
 * a transaction. `heights` is packed by zlib's deflate (RFC 1950).
 */
export async function storeTerrain(
  client: DatabaseClient,
  source: TerrainSource,
  elevationAt: ElevationAt,
  onTile: (counts: TerrainCounts) => void = () => {},
): Promise<TerrainCounts> {
  const { name, licence, synthetic, priority, maxzoom, bounds } = source
  const counts: TerrainCounts = { tiles: 0, samples: 0, gaps: 0, outOfRange: 0 }
  await client.query('delete from terrain_sources where name = $1', [name])
  await client.query(
    `insert into terrain_sources (name, licence, synthetic, priority, maxzoom, west, south, east, north)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [name, licence, synthetic, priority, maxzoom, ...bounds],
  )
  const lines = async function* () {
    for (const { address, heights } of pyramid(source, elevationAt, counts)) {
      counts.tiles++
      onTile(counts)
      const packed = deflateSync(new Uint8Array(heights.buffer), { level: 7 })
      yield copyText([name, address.z, address.x, address.y, `\\x${packed.toString('hex')}`])
      await setImmediate()
    }
  }
  await client.copyIn('terrain_tiles', ['source', 'z', 'x', 'y', 'heights'], lines())
  return counts
}

interface TerrainTile {
  readonly address: TileAddress
  readonly heights: Int16Array
}

/** Yields all tiles of a source, children before their parent, so that only one branch is in memory. */
function* pyramid(
  { bounds, maxzoom }: TerrainSource,
  elevationAt: ElevationAt,
  counts: TerrainCounts,
): Generator<TerrainTile> {
  const range = (z: number) => {
    const northWest = tileAt(bounds[0], bounds[3], z)
    const southEast = tileAt(bounds[2], bounds[1], z)
    return { west: northWest.x, north: northWest.y, east: southEast.x, south: southEast.y }
  }
  const inBounds = ({ z, x, y }: TileAddress) => {
    const { west, north, east, south } = range(z)
    return x >= west && x <= east && y >= north && y <= south
  }
  const build = function* (address: TileAddress): Generator<TerrainTile, Int16Array | null> {
    if (!inBounds(address)) return null
    let heights: Int16Array | null
    if (address.z >= maxzoom) heights = sampleTile(address, bounds, elevationAt, counts)
    else {
      const children: (Int16Array | null)[] = []
      for (const child of childrenOf(address)) children.push(yield* build(child))
      heights = averageChildren(children)
    }
    if (heights) yield { address, heights }
    return heights
  }
  const top = Math.min(TERRAIN_MIN_ZOOM, maxzoom)
  const { west, north, east, south } = range(top)
  for (let y = north; y <= south; y++) for (let x = west; x <= east; x++) yield* build({ z: top, x, y })
}

/** North-west, north-east, south-west, south-east. */
function childrenOf({ z, x, y }: TileAddress): TileAddress[] {
  return [0, 1, 2, 3].map((i) => ({ z: z + 1, x: 2 * x + (i % 2), y: 2 * y + (i >> 1) }))
}

function sampleTile(
  address: TileAddress,
  bounds: Bounds,
  elevationAt: ElevationAt,
  counts: TerrainCounts,
): Int16Array | null {
  const size = TERRAIN_TILE_SIZE
  const [west, , east, north] = tileBounds(address)
  const step = (east - west) / size
  const heights = new Int16Array(size * size).fill(NO_ELEVATION)
  const longitudes = Array.from(
    { length: size },
    (_, column) => fromMercator(west + (column + 0.5) * step, 0)[0],
  )
  let filled = 0
  for (let row = 0; row < size; row++) {
    const latitude = fromMercator(0, north - (row + 0.5) * step)[1]
    if (latitude < bounds[1] || latitude > bounds[3]) continue
    for (const [column, longitude] of longitudes.entries()) {
      if (longitude < bounds[0] || longitude > bounds[2]) continue
      const metres = elevationAt(longitude, latitude)
      const fits = metres !== null && Math.abs(metres) <= 3276.7
      if (fits) {
        heights[row * size + column] = Math.round(metres * 10)
        filled++
      } else {
        counts.gaps++
        if (metres !== null && !Number.isNaN(metres)) counts.outOfRange++
      }
    }
  }
  counts.samples += filled
  return filled > 0 ? heights : null
}

/** Averages four children into their parent; a sample is the mean of those of its four with data. */
export function averageChildren(children: readonly (Int16Array | null)[]): Int16Array | null {
  if (children.every((child) => child === null)) return null
  const size = TERRAIN_TILE_SIZE
  const half = size / 2
  const parent = new Int16Array(size * size).fill(NO_ELEVATION)
  for (const [quarter, child] of children.entries()) {
    if (!child) continue
    const left = (quarter % 2) * half
    const top = (quarter >> 1) * half
    for (let row = 0; row < half; row++) {
      for (let column = 0; column < half; column++) {
        const first = 2 * row * size + 2 * column
        let sum = 0
        let count = 0
        for (const index of [first, first + 1, first + size, first + size + 1]) {
          const height = child[index] ?? NO_ELEVATION
          if (height === NO_ELEVATION) continue
          sum += height
          count++
        }
        if (count > 0) parent[(top + row) * size + left + column] = Math.round(sum / count)
      }
    }
  }
  return parent
}

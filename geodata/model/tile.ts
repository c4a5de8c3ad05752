/**
 * Tile arithmetic on the Web Mercator square (EPSG:3857), XYZ scheme: x grows east, y grows south,
 * the origin is the north-west corner.
 */

/** Half the side of the Web Mercator square, in metres. */
export const MERCATOR_LIMIT = 20037508.342789244
/** Units along a tile's side in a vector tile. */
export const TILE_EXTENT = 4096
/** Buffer around a tile in tile units, so that strokes and labels continue at the edge. */
export const TILE_BUFFER = 64
/** The highest supported zoom. */
export const MAX_ZOOM = 22

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** West, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

/** Returns whether z is an integer from 0 to 22 and x and y are integers inside that zoom's square. */
export function isTileAddress({ z, x, y }: TileAddress): boolean {
  if (!Number.isInteger(z) || z < 0 || z > MAX_ZOOM) return false
  const side = 2 ** z
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < side && y < side
}

/** Pattern for z, x and y in paths: without signs and leading zeros. */
export const TILE_NUMBER = '(?:0|[1-9]\\d{0,6})'

const NUMBER = new RegExp(`^${TILE_NUMBER}$`)

/** Parses a tile from three texts; undefined if it does not exist. */
export function readTileAddress(z: string, x: string, y: string): TileAddress | undefined {
  if (!NUMBER.test(z) || !NUMBER.test(x) || !NUMBER.test(y)) return undefined
  const address = { z: Number(z), x: Number(x), y: Number(y) }
  return isTileAddress(address) ? address : undefined
}

/** Returns a tile as text, for paths and keys. */
export const tileText = ({ z, x, y }: TileAddress): string => `${z}/${x}/${y}`

/** Returns the bounds of a tile in EPSG:3857 metres, extended by `buffer` tile units on every side. */
export function tileBounds({ z, x, y }: TileAddress, buffer = 0): Bounds {
  const side = (2 * MERCATOR_LIMIT) / 2 ** z
  const margin = (side * buffer) / TILE_EXTENT
  const west = x * side - MERCATOR_LIMIT
  const north = MERCATOR_LIMIT - y * side
  return [west - margin, north - side - margin, west + side + margin, north + margin]
}

/** Returns the tile with a WGS 84 position at a zoom; latitudes outside the square are clamped. */
export function tileAt(longitude: number, latitude: number, z: number): TileAddress {
  const side = 2 ** z
  const [mx, my] = toMercator(longitude, latitude)
  const clamp = (value: number) => Math.min(side - 1, Math.max(0, Math.floor(value)))
  return {
    z,
    x: clamp(((mx + MERCATOR_LIMIT) / (2 * MERCATOR_LIMIT)) * side),
    y: clamp(((MERCATOR_LIMIT - my) / (2 * MERCATOR_LIMIT)) * side),
  }
}

/** WGS 84 degrees to EPSG:3857 metres. */
export function toMercator(longitude: number, latitude: number): [x: number, y: number] {
  const phi = (Math.max(-85.0511287798066, Math.min(85.0511287798066, latitude)) * Math.PI) / 180
  return [
    (longitude / 180) * MERCATOR_LIMIT,
    (Math.log(Math.tan(Math.PI / 4 + phi / 2)) / Math.PI) * MERCATOR_LIMIT,
  ]
}

/** EPSG:3857 metres to WGS 84 degrees. */
export function fromMercator(x: number, y: number): [longitude: number, latitude: number] {
  return [(x / MERCATOR_LIMIT) * 180, (Math.atan(Math.sinh((y / MERCATOR_LIMIT) * Math.PI)) * 180) / Math.PI]
}

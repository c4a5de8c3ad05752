/**
 * Which tiles a change of rows affects. A tile shows rows that intersect its buffered square; boxes and
 * squares are rounded outwards to whole metres, as in the database's index.
 */
import type { TileChange } from './answers/change.ts'
import { type Bounds, MAX_ZOOM, MERCATOR_LIMIT, TILE_BUFFER, type TileAddress, tileBounds } from './tile.ts'

/** Returns whether a tile of the changed layer may differ after the change. */
export function isTouched(change: TileChange, address: TileAddress): boolean {
  const [lowest, highest] = change.zooms ?? [0, MAX_ZOOM]
  if (address.z < lowest || address.z > highest) return false
  if (change.boxes === null) return true
  const [w, s, e, n] = tileBounds(address, TILE_BUFFER)
  const [west, south, east, north] = [Math.floor(w), Math.floor(s), Math.ceil(e), Math.ceil(n)]
  return change.boxes.some((box) => box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south)
}

/** A range of tiles of one zoom, both ends included. */
export interface TileRange {
  readonly z: number
  readonly west: number
  readonly north: number
  readonly east: number
  readonly south: number
}

/** Returns the tiles of one zoom that a box may affect; `isTouched` decides at the edge. */
export function tilesAround([west, south, east, north]: Bounds, z: number): TileRange {
  const side = (2 * MERCATOR_LIMIT) / 2 ** z
  const most = 2 ** z - 1
  // One metre for the rounding of the tile's bounds.
  const margin = (side * TILE_BUFFER) / 4096 + 1
  const column = (x: number) => Math.max(0, Math.min(most, Math.floor((x + MERCATOR_LIMIT) / side)))
  const row = (y: number) => Math.max(0, Math.min(most, Math.floor((MERCATOR_LIMIT - y) / side)))
  return {
    z,
    west: column(west - margin),
    east: column(east + margin),
    north: row(north + margin),
    south: row(south - margin),
  }
}

/** Returns the number of tiles in a range. */
export function rangeSize({ west, east, north, south }: TileRange): number {
  return (east - west + 1) * (south - north + 1)
}

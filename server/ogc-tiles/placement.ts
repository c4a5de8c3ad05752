/** Rows and columns of the tiles of layers. */
import type { Layer } from '../../geodata/model/layer.ts'
import { type Bounds, type TileAddress, tileAt } from '../../geodata/model/tile.ts'
import { boundsAround } from '../../tiles/vector/tilejson.ts'

/** A layer and its bounds in degrees; the whole world while it is empty. */
export interface PlacedLayer {
  readonly layer: Layer
  readonly bounds: Bounds
}

export interface Placement {
  readonly layers: readonly PlacedLayer[]
  /** The union of all bounds that are not empty. */
  readonly bounds: Bounds
}

/** Returns the placement of layers by their bounds in the same order. */
export function placementOf(layers: readonly Layer[], found: readonly (Bounds | null)[]): Placement {
  const placed = layers.map((layer, index) => ({ layer, bounds: boundsAround([found[index] ?? null]) }))
  return { layers: placed, bounds: boundsAround(found) }
}

/** Returns rows and columns of one zoom, both ends included, or null if none of the layers has tiles. */
export function limitsAt(placed: readonly PlacedLayer[], zoom: number) {
  const drawn = placed.filter(({ layer }) => layer.minzoom <= zoom && zoom <= layer.maxzoom)
  if (drawn.length === 0) return null
  const northWest = drawn.map(({ bounds: [west, , , north] }) => tileAt(west, north, zoom))
  const southEast = drawn.map(({ bounds: [, south, east] }) => tileAt(east, south, zoom))
  return {
    tileMatrix: String(zoom),
    minTileRow: Math.min(...northWest.map(({ y }) => y)),
    maxTileRow: Math.max(...southEast.map(({ y }) => y)),
    minTileCol: Math.min(...northWest.map(({ x }) => x)),
    maxTileCol: Math.max(...southEast.map(({ x }) => x)),
  }
}

/** Returns whether a tile is within the limits of its zoom. */
export function isWithinLimits(placed: readonly PlacedLayer[], { z, x, y }: TileAddress): boolean {
  const limits = limitsAt(placed, z)
  if (limits === null) return false
  const { minTileRow, maxTileRow, minTileCol, maxTileCol } = limits
  return y >= minTileRow && y <= maxTileRow && x >= minTileCol && x <= maxTileCol
}

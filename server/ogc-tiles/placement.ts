/** Where layers lie: between which rows and columns they have tiles. Follows every change of their rows. */
import type { Database } from '../../geodata/database.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { type Bounds, type TileAddress, tileAt } from '../../geodata/model/tile.ts'
import { attributionHtml, boundsAround, layerBounds } from '../../tiles/vector/tilejson.ts'
import { forgettable } from '../tiles/change.ts'
import type { VectorTiles } from '../tiles/vector-tiles.ts'

/** A layer and its bounds in degrees: all of the world while it is empty. */
export interface PlacedLayer {
  readonly layer: Layer
  readonly bounds: Bounds
}

export interface Placement {
  readonly layers: readonly PlacedLayer[]
  /** Around all that is not empty. */
  readonly bounds: Bounds
}

export interface Places {
  of(layers: readonly Layer[]): Promise<Placement>
  attribution(): Promise<string>
}

/** Reads bounds and credits once and again after a change. */
export function followPlaces(database: Database, tiles: Pick<VectorTiles, 'onChange'>): Places {
  const extents = forgettable((layer: Layer) => layerBounds(database, layer))
  const attribution = forgettable(() => attributionHtml(database))
  tiles.onChange((change) => {
    if (change === 'everything') extents.clear()
    else for (const layer of catalogue) if (layer.id === change.layer) extents.forget(layer)
    if (change === 'everything' || change.boxes === null) attribution.clear()
  })
  return {
    attribution: () => attribution.get(null),
    async of(layers) {
      const found = await Promise.all(layers.map(extents.get))
      const placed = layers.map((layer, index) => ({ layer, bounds: boundsAround([found[index] ?? null]) }))
      return { layers: placed, bounds: boundsAround(found) }
    },
  }
}

/** Rows and columns of one zoom, both ends included, or null where none of the layers has tiles. */
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

/** Whether a tile lies within the limits of its zoom. */
export function isWithinLimits(placed: readonly PlacedLayer[], { z, x, y }: TileAddress): boolean {
  const limits = limitsAt(placed, z)
  if (limits === null) return false
  const { minTileRow, maxTileRow, minTileCol, maxTileCol } = limits
  return y >= minTileRow && y <= maxTileRow && x >= minTileCol && x <= maxTileCol
}

/**
 * Tiles that are still loading for the first time when their rows change: the answer may be outdated,
 * and MapLibre reloads only tiles that it has.
 */
import type { MapLibreMap, MapSourceDataEvent } from 'maplibre-gl'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { nameOf } from './remembered-changes.ts'

export class TilesUnderWay {
  readonly #asked = new Set<string>()
  readonly #late = new Set<string>()

  constructor(map: MapLibreMap) {
    map.on('sourcedataloading', (event) => {
      const tile = tileOf(event)
      if (tile) this.#asked.add(nameOf(event.sourceId, tile))
    })
    map.on('sourcedata', (event) => {
      const tile = tileOf(event)
      if (!tile) return
      const name = nameOf(event.sourceId, tile)
      this.#asked.delete(name)
      if (this.#late.delete(name)) map.refreshTiles(event.sourceId, [tile])
    })
    // Aborted and failed tiles are not awaited.
    map.on('idle', () => {
      this.#asked.clear()
      this.#late.clear()
    })
  }

  /** If the tile is loading, reloads it as soon as its answer has arrived. */
  askAgain(source: string, tile: TileAddress): void {
    const name = nameOf(source, tile)
    if (this.#asked.has(name)) this.#late.add(name)
  }
}

interface TileEvent {
  readonly tile?: { readonly tileID?: { readonly canonical?: TileAddress } }
}

function tileOf(event: MapSourceDataEvent): TileAddress | undefined {
  const canonical = (event as TileEvent).tile?.tileID?.canonical
  return canonical && { z: canonical.z, x: canonical.x, y: canonical.y }
}

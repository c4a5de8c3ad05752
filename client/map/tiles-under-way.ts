/**
 * Tiles whose first answer is on its way when their rows change: the answer may be the old one, and
 * MapLibre asks again only for tiles that it has.
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
    // What was given up or failed is not waited for.
    map.on('idle', () => {
      this.#asked.clear()
      this.#late.clear()
    })
  }

  /** Asks for the tile again as soon as its answer has come, where one is on its way. */
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

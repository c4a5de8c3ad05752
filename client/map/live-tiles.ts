/** Reloads tiles in view when their rows have changed, without reloading the page. */
import { effect } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { type Bounds, MAX_ZOOM, type TileAddress, toMercator } from '../../geodata/model/tile.ts'
import { tilesAround } from '../../geodata/model/tile-change.ts'
import { followEvents } from '../server-events.ts'
import { viewerChanges } from '../viewer.ts'
import { RememberedChanges } from './remembered-changes.ts'
import { TilesUnderWay } from './tiles-under-way.ts'

/** Milliseconds in which changes are collected, such as those of one import. */
const GATHER_MS = 150

/** Layers whose tiles are made from elevations. */
const fromTerrain = 'contours'

export function followChanges(map: MapLibreMap): void {
  const changes = new RememberedChanges()
  let gathering: number | undefined
  const underWay = new TilesUnderWay(map)
  const refresh = () => {
    gathering = undefined
    refreshTouched(map, changes, underWay)
  }
  const remember = (change: TileChange) => {
    changes.add(change)
    if (gathering === undefined) gathering = window.setTimeout(refresh, GATHER_MS)
  }
  const stopEvents = followEvents('tiles', (event) => {
    if (event !== 'everything') remember(event)
    else for (const layer of layersOf(map)) remember({ layer, boxes: null })
  })
  const stopFollowing = followViewerChanges(() => {
    for (const { id } of catalogue.filter(({ restricted }) => restricted))
      remember({ layer: id, boxes: null })
  })
  map.on('moveend', refresh)
  map.once('remove', () => {
    stopEvents()
    stopFollowing()
  })
}

/** Calls back whenever the viewer changes; returns the function that stops it. */
function followViewerChanges(callback: () => void): () => void {
  const first = viewerChanges.peek()
  return effect(() => {
    if (viewerChanges.value !== first) callback()
  })
}

interface TiledSource {
  readonly id: string
  readonly layers: ReadonlySet<string>
  readonly minzoom: number
  readonly maxzoom: number
}

/** Sources whose tiles are made from rows or elevations, with their layers. */
function sourcesOf(map: MapLibreMap): TiledSource[] {
  const drawn = new Map<string, Set<string>>()
  // Before its first style the map has no sources.
  if (!map.style) return []
  const ground = map.getTerrain()?.source
  if (ground) drawn.set(ground, new Set())
  for (const id of map.getLayersOrder()) {
    const layer = map.getLayer(id)
    if (!layer?.source) continue
    const layers = drawn.get(layer.source) ?? new Set()
    drawn.set(layer.source, layers.add(layer.sourceLayer ?? ''))
  }
  return [...drawn].flatMap(([id, layers]) => {
    const source = map.getSource(id)
    if (source?.type === 'raster-dem') return { ...limits(source), id, layers: new Set(['terrain']) }
    if (source?.type !== 'vector') return []
    if (layers.has(fromTerrain)) layers.add('terrain')
    return { ...limits(source), id, layers }
  })
}

const limits = ({ minzoom = 0, maxzoom = MAX_ZOOM }: { minzoom?: number; maxzoom?: number }) => ({
  minzoom,
  maxzoom,
})

function layersOf(map: MapLibreMap): Set<string> {
  return new Set(sourcesOf(map).flatMap(({ layers }) => [...layers]))
}

/**
 * Returns all tiles that may be in view: pitched maps show several zooms, and parents replace missing tiles.
 */
function tilesInView(map: MapLibreMap, { minzoom, maxzoom }: TiledSource): TileAddress[] {
  const view = map.getBounds()
  const [west, south] = toMercator(view.getWest(), view.getSouth())
  const [east, north] = toMercator(view.getEast(), view.getNorth())
  const box: Bounds = [west, south, east, north]
  const deepest = Math.min(maxzoom, Math.ceil(map.getZoom()))
  const tiles: TileAddress[] = []
  for (let z = minzoom; z <= Math.max(minzoom, deepest); z++) {
    const range = tilesAround(box, z)
    for (let x = range.west; x <= range.east; x++) {
      for (let y = range.north; y <= range.south; y++) tiles.push({ z, x, y })
    }
  }
  return tiles
}

function refreshTouched(map: MapLibreMap, changes: RememberedChanges, underWay: TilesUnderWay): void {
  for (const source of sourcesOf(map)) {
    const tiles = changes.changedTiles(source.id, source.layers, tilesInView(map, source))
    // Tile by tile, because reloading a source never finishes for tiles that failed.
    if (tiles.length > 0) map.refreshTiles(source.id, tiles)
    for (const tile of tiles) underWay.askAgain(source.id, tile)
  }
}

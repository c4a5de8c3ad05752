/** TileJSON of the terrain tiles. */
import type { Language } from '../../geodata/model/text.ts'
import { boundsAround, escapeHtml, type TileJson } from '../vector/tilejson.ts'
import type { ElevationSource } from './elevation.ts'

export interface TerrainTileJson extends TileJson {
  readonly encoding: 'mapbox'
}

/** Zoom that an empty store says it has, so that a map without terrain asks for few tiles. */
const EMPTY_ZOOM = 0

/** One range of zooms for all sources: coarse ones are interpolated up to the finest's. */
export function terrainTileJson(
  sources: readonly ElevationSource[],
  { language, template }: { language: Language; template: string },
): TerrainTileJson {
  const licences = new Set(sources.map(({ licence }) => escapeHtml(licence)))
  return {
    tilejson: '3.0.0',
    name: language === 'zh' ? '地形' : 'Terrain',
    attribution: [...licences].join(' · '),
    scheme: 'xyz',
    tiles: [template],
    minzoom: sources[0]?.minzoom ?? EMPTY_ZOOM,
    maxzoom: Math.max(EMPTY_ZOOM, ...sources.map(({ maxzoom }) => maxzoom)),
    bounds: boundsAround(sources.map(({ bounds }) => bounds)),
    encoding: 'mapbox',
  }
}

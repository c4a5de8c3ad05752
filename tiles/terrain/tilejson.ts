/** TileJSON of the terrain tiles. */
import type { Language } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { escapeHtml, type TileJson, WORLD } from '../vector/tilejson.ts'
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
  const bounds = sources.map((source) => source.bounds)
  const licences = new Set(sources.map(({ licence }) => escapeHtml(licence)))
  return {
    tilejson: '3.0.0',
    name: language === 'zh' ? '地形' : 'Terrain',
    attribution: [...licences].join(' · '),
    scheme: 'xyz',
    tiles: [template],
    minzoom: sources[0]?.minzoom ?? EMPTY_ZOOM,
    maxzoom: Math.max(EMPTY_ZOOM, ...sources.map(({ maxzoom }) => maxzoom)),
    bounds: bounds.reduce<Bounds | undefined>(union, undefined) ?? WORLD,
    encoding: 'mapbox',
  }
}

function union(all: Bounds | undefined, one: Bounds): Bounds {
  if (!all) return one
  return [
    Math.min(all[0], one[0]),
    Math.min(all[1], one[1]),
    Math.max(all[2], one[2]),
    Math.max(all[3], one[3]),
  ]
}

/** TileJSON of the terrain tiles. */
import type { Language } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { boundsAround, escapeHtml, type TileJson } from '../vector/tilejson.ts'
import type { ElevationSource } from './elevation.ts'

export interface TerrainTileJson extends TileJson {
  readonly encoding: 'mapbox'
}

/** Degrees around a source in which its terrain runs out: a little more than `RUN_OUT` metres. */
const RUN_OUT_DEGREES = 0.03

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
    bounds: boundsAround(sources.map(({ bounds }) => withRunOut(bounds))),
    encoding: 'mapbox',
  }
}

function withRunOut([west, south, east, north]: Bounds): Bounds {
  return [
    Math.max(-180, west - RUN_OUT_DEGREES),
    Math.max(-85, south - RUN_OUT_DEGREES),
    Math.min(180, east + RUN_OUT_DEGREES),
    Math.min(85, north + RUN_OUT_DEGREES),
  ]
}

/** TileJSON of tiles made from elevations: terrain-RGB, hillshade and contours. */
import { contours } from '../../geodata/model/drawn-layers.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { boundsAround, escapeHtml, type TileJson } from '../vector/tilejson.ts'
import type { ElevationSource } from './elevation.ts'

export interface TerrainTileJson extends TileJson {
  readonly encoding: 'mapbox'
}

export interface TerrainTileJsonOptions {
  readonly language: Language
  /** URL template with {z}, {x} and {y}. */
  readonly template: string
}

/** Degrees around a source with run-out: slightly more than `RUN_OUT` metres. */
const RUN_OUT_DEGREES = 0.03

/** Highest zoom without elevations, so that a map requests few tiles. */
const EMPTY_ZOOM = 0

/** Up to this zoom hillshade is interpolated smoothly from coarser samples. */
const HILLSHADE_MAX_ZOOM = 15

const hillshadeTitle: Text = { zh: '地形晕渲', en: 'Hillshade' }

/** Returns the common part of the three documents. */
function described(
  sources: readonly ElevationSource[],
  { language, template }: TerrainTileJsonOptions,
  title: Text,
): Omit<TileJson, 'minzoom' | 'maxzoom' | 'bounds'> {
  const licences = new Set(sources.map(({ licence }) => escapeHtml(licence)))
  return {
    tilejson: '3.0.0',
    name: title[language],
    attribution: [...licences].join(' · '),
    scheme: 'xyz',
    tiles: [template],
  }
}

/** One zoom range for all sources: coarse ones are interpolated to the finest. */
export function terrainTileJson(
  sources: readonly ElevationSource[],
  options: TerrainTileJsonOptions,
): TerrainTileJson {
  return {
    ...described(sources, options, { zh: '地形', en: 'Terrain' }),
    minzoom: sources[0]?.minzoom ?? EMPTY_ZOOM,
    maxzoom: Math.max(EMPTY_ZOOM, ...sources.map(({ maxzoom }) => maxzoom)),
    bounds: boundsAround(sources.map(({ bounds }) => withRunOut(bounds))),
    encoding: 'mapbox',
  }
}

export function hillshadeTileJson(
  sources: readonly ElevationSource[],
  options: TerrainTileJsonOptions,
): TileJson {
  return {
    ...described(sources, options, hillshadeTitle),
    minzoom: sources[0]?.minzoom ?? EMPTY_ZOOM,
    maxzoom: sources.length > 0 ? HILLSHADE_MAX_ZOOM : EMPTY_ZOOM,
    bounds: boundsAround(sources.map(({ bounds }) => bounds)),
  }
}

export function contoursTileJson(
  sources: readonly ElevationSource[],
  options: TerrainTileJsonOptions,
): TileJson {
  const { id, title, description, minzoom, maxzoom } = contours
  const { language } = options
  const fields = {
    elevation_m: { zh: 'Number: 高程（米）', en: 'Number: elevation in metres' },
    index: { zh: 'Boolean: 计曲线', en: 'Boolean: index contour' },
    synthetic: { zh: 'Boolean: 合成数据', en: 'Boolean: synthetic' },
  }
  const said = Object.entries(fields).map(([name, text]) => [name, text[language]] as const)
  return {
    ...described(sources, options, title),
    description: description[language],
    minzoom,
    maxzoom,
    bounds: boundsAround(sources.map(({ bounds }) => bounds)),
    vector_layers: [
      { id, description: description[language], minzoom, maxzoom, fields: Object.fromEntries(said) },
    ],
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

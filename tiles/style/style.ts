/** Composes the MapLibre style: sources by group, parts of all layers by slot, day or night. */
import type {
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from '@maplibre/maplibre-gl-style-spec'
import type { Legends } from '../../geodata/model/answers/legend.ts'
import type { DrawnLayer } from '../../geodata/model/drawn-layers.ts'
import { contours, drawnAtFirst, drawnLayers } from '../../geodata/model/drawn-layers.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { fontFaces, glyphsTemplate } from './fonts.ts'
import type { StyleContext, StylePart } from './layer-style.ts'
import { slots } from './layer-style.ts'
import { layerStyles } from './layer-styles.ts'
import { hillshade, terrainSources } from './relief.ts'

export interface StyleOptions {
  readonly theme: Theme
  readonly language: Language
  /** Base URL of this server without a trailing slash: `http://127.0.0.1:8080`. */
  readonly base: string
  /** Without fonts, labels are drawn with those of the reader's computer. */
  readonly hasFonts?: boolean
  /** Layers in the catalogue's order; all if missing. */
  readonly layers?: readonly DrawnLayer[]
}

/**
 * Layers that are always drawn together share a source and so a request; each other layer has its own
 * source, which loads nothing while the layer is hidden.
 */
function sourceOf(layer: DrawnLayer): string {
  if (layer.id === contours.id) return contours.id
  return layer.group === 'basemap' || layer.group === 'greenway' ? layer.group : layer.id
}

function vectorSources(base: string, drawn: readonly DrawnLayer[]): Record<string, SourceSpecification> {
  const names = [...new Set(drawn.map(sourceOf))]
  return Object.fromEntries(
    names.map((name) => {
      const layers = drawn.filter((layer) => sourceOf(layer) === name)
      return [
        name,
        {
          type: 'vector',
          tiles: [`${base}/tiles/${layers.map(({ id }) => id).join(',')}/{z}/{x}/{y}.mvt`],
          minzoom: Math.min(...layers.map(({ minzoom }) => minzoom)),
          maxzoom: Math.max(...layers.map(({ maxzoom }) => maxzoom)),
        },
      ]
    }),
  )
}

function toLayer(layer: DrawnLayer, { part, slot, ...rest }: StylePart): LayerSpecification {
  const hidden = drawnAtFirst(layer) ? {} : { visibility: 'none' as const }
  return {
    ...rest,
    id: `${layer.id}:${part}`,
    source: sourceOf(layer),
    'source-layer': layer.id,
    minzoom: Math.max(rest.minzoom ?? 0, layer.minzoom),
    layout: { ...rest.layout, ...hidden },
    metadata: { 'shuangxi:layer': layer.id, 'shuangxi:slot': slot },
  } as LayerSpecification
}

/** Returns all parts of all layers in drawing order. */
function layersBySlot(context: StyleContext, drawn: readonly DrawnLayer[]): LayerSpecification[] {
  return slots.flatMap((slot) => [
    ...(slot === 'relief' ? [hillshade(context)] : []),
    ...drawn.flatMap((layer) => {
      const parts = layerStyles[layer.id]?.parts(context) ?? []
      return parts.filter((part) => part.slot === slot).map((part) => toLayer(layer, part))
    }),
  ])
}

const contextOf = (theme: Theme, language: Language): StyleContext => ({
  theme,
  language,
  colours: tokens.map[theme],
})

/**
 * Returns the complete style (MapLibre style specification, version 8) for any program (MapLibre 3 or newer),
 * without state of the page.
 */
export function composeStyle({
  theme,
  language,
  base,
  hasFonts = true,
  layers = drawnLayers,
}: StyleOptions): StyleSpecification {
  const context = contextOf(theme, language)
  const { colours } = context
  return {
    version: 8,
    name: language === 'zh' ? '双西' : 'Shuangxi',
    metadata: { 'shuangxi:theme': theme },
    sprite: `${base}/sprites/${theme}`,
    // Newer clients use `font-faces` and fetch no glyphs; older ones ignore it.
    ...(hasFonts ? { 'font-faces': fontFaces(base), glyphs: glyphsTemplate(base) } : {}),
    sources: {
      ...vectorSources(base, layers),
      ...terrainSources(`${base}/tiles/terrain.json`),
    },
    sky: {
      'sky-color': colours.sky,
      'horizon-color': colours.fog,
      'fog-color': colours.fog,
      'fog-ground-blend': 0.75,
      'horizon-fog-blend': 0.6,
      'sky-horizon-blend': 0.7,
      'atmosphere-blend': 0,
    },
    light: { anchor: 'map', position: [1.3, 315, 38], intensity: theme === 'day' ? 0.16 : 0.18 },
    transition: { duration: tokens.motion.calm, delay: 0 },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': colours.land } },
      ...layersBySlot(context, layers),
    ],
  }
}

/** Returns the legends of all layers, by layer. */
export function composeLegends(theme: Theme): Legends {
  const context = contextOf(theme, 'zh')
  return Object.fromEntries(drawnLayers.map(({ id }) => [id, [...(layerStyles[id]?.legend(context) ?? [])]]))
}

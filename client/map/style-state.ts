/** Puts the page's state into a style before the map sees it, so that nothing flashes up and away. */
import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapColours } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { SELECTION, selectedLayers } from './selected-layers.ts'

export interface StyleState {
  readonly visible: ReadonlySet<string>
  readonly kinds: ReadonlyMap<string, readonly string[]>
  readonly relief: boolean
  readonly terrain: boolean
  /** Buildings are solid where the map is pitched. */
  readonly solid: boolean
  readonly selection: GeoJSON.GeoJSON
}

export const TERRAIN_EXAGGERATION = 1.4

/** The catalogue layer that a style layer belongs to, or undefined for relief and land. */
export function catalogueLayerOf(layer: { readonly metadata?: unknown }): string | undefined {
  const { metadata } = layer
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const id = (metadata as Record<string, unknown>)['shuangxi:layer']
  return typeof id === 'string' ? id : undefined
}

/** Whether a style layer is drawn in this state. */
export function isDrawn(layer: LayerSpecification, dress: StyleState): boolean {
  if (layer.id === 'relief') return dress.relief
  const id = catalogueLayerOf(layer)
  if (id === undefined) return true
  if (layer.id === 'buildings:solid' && !dress.solid) return false
  return dress.visible.has(id)
}

/**
 * A filter that also asks for one of these kinds. A filter by zoom thins out what nobody asked for:
 * kinds that were chosen take its place, and are drawn at every zoom of their layer.
 */
export function restrict(
  filter: FilterSpecification | undefined,
  kinds: readonly string[] | undefined,
): FilterSpecification | undefined {
  if (!kinds) return filter
  const wanted: FilterSpecification = ['in', ['get', 'kind'], ['literal', [...kinds]]]
  const byZoom = Array.isArray(filter) && filter[0] === 'step'
  if (filter === undefined || filter === true || byZoom) return wanted
  return ['all', filter, wanted] as FilterSpecification
}

function dressLayer(layer: LayerSpecification, dress: StyleState): LayerSpecification {
  const visibility = isDrawn(layer, dress) ? 'visible' : 'none'
  const dressed = { ...layer, layout: { ...layer.layout, visibility } } as LayerSpecification
  const kinds = dress.kinds.get(catalogueLayerOf(layer) ?? '')
  if (!kinds || !('source-layer' in layer)) return dressed
  return { ...dressed, filter: restrict(layer.filter, kinds) } as LayerSpecification
}

/** What the page's own MapLibre knows, and programs that draw the style elsewhere may not. */
function modernLayer(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== 'hillshade') return layer
  return { ...layer, paint: { ...layer.paint, 'hillshade-method': 'igor' } }
}

function coloursOf({ metadata }: StyleSpecification): MapColours {
  const theme = (metadata as Record<string, unknown> | undefined)?.['shuangxi:theme']
  return tokens.map[theme === 'night' ? 'night' : 'day']
}

const slotOf = ({ metadata }: LayerSpecification): unknown =>
  (metadata as Record<string, unknown> | undefined)?.['shuangxi:slot']

/** The layers with those of the selection in front of all points and labels. */
function withSelection(layers: readonly LayerSpecification[], colours: MapColours): LayerSpecification[] {
  const found = layers.findIndex((layer) => slotOf(layer) === 'point' || slotOf(layer) === 'label')
  const above = found === -1 ? layers.length : found
  return [...layers.slice(0, above), ...selectedLayers(colours), ...layers.slice(above)]
}

/** The style as this state wants it, with the page's own layers. */
export function dressStyle(style: StyleSpecification, dress: StyleState): StyleSpecification {
  // Letters that the fonts lack are drawn from those of the reader's machine, not fetched.
  const { terrain: _flat, glyphs: _others, ...rest } = style
  const layers = style.layers.map((layer) => modernLayer(dressLayer(layer, dress)))
  return {
    ...rest,
    ...(dress.terrain ? { terrain: { source: 'terrain', exaggeration: TERRAIN_EXAGGERATION } } : {}),
    sources: { ...style.sources, [SELECTION]: { type: 'geojson', data: dress.selection } },
    layers: withSelection(layers, coloursOf(style)),
  }
}

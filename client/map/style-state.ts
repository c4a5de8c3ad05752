/** Applies the page's state to a style before the map loads it, so that nothing flashes. */
import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapColours } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { inOrder, opacitiesOf } from './layer-paint.ts'
import { SELECTION, selectedLayers } from './selected-layers.ts'

export interface StyleState {
  readonly visible: ReadonlySet<string>
  readonly kinds: ReadonlyMap<string, readonly string[]>
  readonly relief: boolean
  readonly terrain: boolean
  /** Extrudes buildings, for pitched maps. */
  readonly solid: boolean
  readonly selection: GeoJSON.GeoJSON
  /** Percent by catalogue layer. */
  readonly opacities?: ReadonlyMap<string, number>
  /** Catalogue layers, the lowest first; null or missing for the catalogue's order. */
  readonly order?: readonly string[] | null
}

export const TERRAIN_EXAGGERATION = 1.4

/** Returns the catalogue layer of a style layer; undefined for relief and background. */
export function catalogueLayerOf(layer: { readonly metadata?: unknown }): string | undefined {
  const { metadata } = layer
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const id = (metadata as Record<string, unknown>)['shuangxi:layer']
  return typeof id === 'string' ? id : undefined
}

/** Returns whether a style layer is drawn in this state. */
export function isDrawn(layer: LayerSpecification, state: StyleState): boolean {
  if (layer.id === 'relief') return state.relief
  const id = catalogueLayerOf(layer)
  if (id === undefined) return true
  if (layer.id === 'buildings:solid' && !state.solid) return false
  return state.visible.has(id)
}

/**
 * Adds a condition on kinds to a filter. It replaces a filter by zoom: chosen kinds are drawn at
 * every zoom of their layer.
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

function applyToLayer(layer: LayerSpecification, state: StyleState): LayerSpecification {
  const visibility = isDrawn(layer, state) ? 'visible' : 'none'
  const styled = { ...layer, layout: { ...layer.layout, visibility } } as LayerSpecification
  const kinds = state.kinds.get(catalogueLayerOf(layer) ?? '')
  const percent = state.opacities?.get(catalogueLayerOf(layer) ?? '')
  const seen =
    percent === undefined
      ? styled
      : ({
          ...styled,
          paint: { ...styled.paint, ...Object.fromEntries(opacitiesOf(layer, percent)) },
        } as LayerSpecification)
  if (!kinds || !('source-layer' in layer)) return seen
  return { ...seen, filter: restrict(layer.filter, kinds) } as LayerSpecification
}

/** Returns the layers of a style in the reader's order. */
export function orderedLayers(
  layers: readonly LayerSpecification[],
  order: readonly string[] | null | undefined,
): readonly LayerSpecification[] {
  const placed = layers.map((layer) => ({
    id: layer.id,
    slot: slotOf(layer),
    layer: catalogueLayerOf(layer),
  }))
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  return inOrder(placed, order ?? null).flatMap(({ id }) => byId.get(id) ?? [])
}

/** Adds properties that the page's MapLibre supports and other programs may not. */
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

/** Inserts the selection layers above all points and labels. */
function withSelection(layers: readonly LayerSpecification[], colours: MapColours): LayerSpecification[] {
  const found = layers.findIndex((layer) => slotOf(layer) === 'point' || slotOf(layer) === 'label')
  const above = found === -1 ? layers.length : found
  return [...layers.slice(0, above), ...selectedLayers(colours), ...layers.slice(above)]
}

/**
 * Returns the style for this state, with the page's own layers. Heights are a source only where they are
 * drawn.
 */
export function applyState(style: StyleSpecification, state: StyleState): StyleSpecification {
  // Characters missing in the fonts are drawn with local fonts instead of being fetched.
  const { terrain: _flat, glyphs: _others, ...rest } = style
  const { terrain: ground, ...flat } = style.sources
  const sources = state.terrain && ground ? style.sources : flat
  const layers = orderedLayers(style.layers, state.order).map((layer) =>
    modernLayer(applyToLayer(layer, state)),
  )
  return {
    ...rest,
    ...(state.terrain ? { terrain: { source: 'terrain', exaggeration: TERRAIN_EXAGGERATION } } : {}),
    sources: { ...sources, [SELECTION]: { type: 'geojson', data: state.selection } },
    layers: withSelection(layers, coloursOf(style)),
  }
}

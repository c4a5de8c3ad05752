/** Opacity and order of catalogue layers, applied to the layers of a style. */
import type { LayerSpecification } from 'maplibre-gl'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'

/** The paint properties for the opacity of each type of layer. */
const opacityProperties: Readonly<Record<string, readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['text-opacity', 'icon-opacity'],
  'fill-extrusion': ['fill-extrusion-opacity'],
}

/** Multiplies an opacity of a style by a factor. In expressions over zoom, each output is multiplied. */
export function scaled(opacity: unknown, factor: number): unknown {
  if (factor === 1) return opacity
  if (opacity === undefined) return factor
  if (typeof opacity === 'number') return Number((opacity * factor).toFixed(4))
  if (!Array.isArray(opacity)) return opacity
  const [name] = opacity
  if (name === 'interpolate') {
    // ['interpolate', type, input, stop, output, …]
    return opacity.map((part, index) => (index >= 4 && index % 2 === 0 ? scaled(part, factor) : part))
  }
  if (name === 'step') {
    // ['step', input, output, stop, output, …]
    return opacity.map((part, index) => (index >= 2 && index % 2 === 0 ? scaled(part, factor) : part))
  }
  return ['*', factor, opacity]
}

/** Returns the opacities of a style layer by property, multiplied by a percentage. */
export function opacitiesOf(layer: LayerSpecification, percent: number): ReadonlyMap<string, unknown> {
  const paint = (layer.paint ?? {}) as Readonly<Record<string, unknown>>
  const names = opacityProperties[layer.type] ?? []
  return new Map(names.map((name) => [name, scaled(paint[name], percent / 100)]))
}

interface Placed {
  readonly id: string
  readonly slot: unknown
  /** Id of the catalogue layer. */
  readonly layer: string | undefined
}

const groups = new Map(drawnLayers.map(({ id, group }) => [id, group]))

/** Returns whether an order keeps the layers of a group in the catalogue's order. */
function isCatalogues(order: readonly string[], group: string | undefined): boolean {
  const own = order.filter((id) => groups.get(id) === group)
  const given = drawnLayers.filter((layer) => layer.group === group).map(({ id }) => id)
  return own.every((id, index) => id === given[index])
}

/** Slots of the style from the roads up; what lies below them are areas. */
const LINES = new Set<unknown>(['way', 'building', 'greenway'])

/** What a style layer may change places with: areas never cover roads, nor lines names and points. */
function bandOf(slot: unknown): string {
  if (slot === 'point' || slot === 'label') return slot
  return LINES.has(slot) ? 'line' : 'area'
}

/**
 * Returns style layers in the reader's order, the lowest catalogue layer first: rearranged layers of a group
 * are permuted among their places in the style, areas among those of areas, lines, points and labels likewise.
 */
export function inOrder<T extends Placed>(
  layers: readonly T[],
  order: readonly string[] | null,
): readonly T[] {
  if (order === null) return layers
  const rank = ({ layer }: T) => order.indexOf(layer ?? '')
  const placesOf = (one: T): string | null => {
    const group = groups.get(one.layer ?? '')
    if (rank(one) === -1 || isCatalogues(order, group)) return null
    return `${group} ${bandOf(one.slot)}`
  }
  const queues = new Map<string, T[]>()
  for (const one of layers) {
    const places = placesOf(one)
    if (places !== null) queues.set(places, [...(queues.get(places) ?? []), one])
  }
  for (const [places, queue] of queues) {
    queues.set(
      places,
      [...queue].sort((a, b) => rank(a) - rank(b)),
    )
  }
  return layers.map((one) => queues.get(placesOf(one) ?? '')?.shift() ?? one)
}

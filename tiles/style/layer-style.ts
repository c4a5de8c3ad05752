/** The style of a catalogue layer: its parts on the map and its legend. */
import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LegendEntry } from '../../geodata/model/answers/legend.ts'
import type { Code } from '../../geodata/model/code-list.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { MapColours, Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'

/** Slots in drawing order: parts of all layers are sorted by slot, then in catalogue order. */
export const slots = [
  'ground',
  'water',
  'relief',
  'area',
  'boundary',
  'way',
  'building',
  'greenway',
  'point',
  'label',
] as const
type Slot = (typeof slots)[number]

export interface StyleContext {
  readonly theme: Theme
  readonly language: Language
  readonly colours: MapColours
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** A style layer without id and source, which are derived from the catalogue layer. */
export type StylePart = DistributiveOmit<
  Exclude<LayerSpecification, { type: 'background' }>,
  'id' | 'source' | 'source-layer'
> & {
  /** Unique within its layer: the style layer's id is `<layer>:<part>`. */
  readonly part: string
  readonly slot: Slot
}

export interface LayerStyle {
  parts(context: StyleContext): readonly StylePart[]
  legend(context: StyleContext): readonly LegendEntry[]
}

/** `match` over an attribute's codes; a cast, because the type does not allow a computed tuple. */
export function matchCodes<V extends string | number | boolean>(
  attribute: string,
  table: Readonly<Record<string, V>>,
  otherwise: V,
): ExpressionSpecification {
  const cases = Object.entries(table).flat()
  return ['match', ['get', attribute], ...cases, otherwise] as unknown as ExpressionSpecification
}

/** Returns the expression that is true if the attribute is one of the codes. */
export function oneOf(attribute: string, codes: readonly string[]): ExpressionSpecification {
  return ['match', ['get', attribute], [...codes], true, false]
}

/** `interpolate` over zoom, from pairs of zoom and value. */
export function byZoom(
  stops: readonly (readonly [zoom: number, value: number | ExpressionSpecification])[],
  base = 1.4,
): ExpressionSpecification {
  return [
    'interpolate',
    ['exponential', base],
    ['zoom'],
    ...stops.flat(),
  ] as unknown as ExpressionSpecification
}

/** `step` over zoom: `first` below the first stop. */
export function stepZoom(
  first: boolean | ExpressionSpecification,
  ...stops: readonly (readonly [zoom: number, value: boolean | ExpressionSpecification])[]
): ExpressionSpecification {
  return ['step', ['zoom'], first, ...stops.flat()] as unknown as ExpressionSpecification
}

/** Returns the name in the page's language, otherwise in the other one. */
export function label({ language }: StyleContext): ExpressionSpecification {
  return language === 'zh'
    ? unmarked(['coalesce', ['get', 'name'], ['get', 'name_en'], ''], '示例）', '（')
    : unmarked(['coalesce', ['get', 'name_en'], ['get', 'name'], ''], 'sample)', ' (')
}

/**
 * Returns a name without the mark of the sample at its end. The page shows one notice that data in view are
 * synthetic; cards, lists and exports keep the mark.
 */
function unmarked(name: ExpressionSpecification, mark: string, open: string): ExpressionSpecification {
  return ['case', ['in', mark, name], ['slice', name, 0, ['index-of', open, name]], name]
}

export const regular = [tokens.type.mapRegular]
export const bold = [tokens.type.mapBold]

/** Returns the paint of all labels: a colour with the basemap's halo. */
export function inked(context: StyleContext, colour: string, width = 1.4) {
  return {
    'text-color': colour,
    'text-halo-color': context.colours.halo,
    'text-halo-width': width,
    'text-halo-blur': 0.4,
  }
}

/** Returns legend entries for the codes of a list. */
export function legendOf(
  codes: Readonly<Record<string, Code>>,
  look: (code: string) => Omit<LegendEntry, 'code' | 'title'> | null,
): LegendEntry[] {
  return Object.entries(codes).flatMap(([code, { title }]) => {
    const drawn = look(code)
    return drawn ? [{ code, title, ...drawn }] : []
  })
}

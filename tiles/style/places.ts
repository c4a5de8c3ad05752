import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { bold, byZoom, inked, label, oneOf, regular, stepZoom } from './layer-style.ts'

const importance: ExpressionSpecification = ['coalesce', ['get', 'importance'], 0]
/** More important names are placed first. */
const sort: ExpressionSpecification = ['-', 0, importance]

/** Districts are prominent; towns and sub-districts are less so than places in them. */
const isLarge: ExpressionSpecification = ['>', importance, 0.82]

/** Names of towns fade out where streets are labelled. */
const areas = (context: StyleContext): StylePart => ({
  part: 'area',
  slot: 'label',
  type: 'symbol',
  maxzoom: 15,
  filter: oneOf('kind', ['area']),
  layout: {
    'symbol-sort-key': sort,
    'text-field': label(context),
    'text-font': bold,
    'text-size': byZoom([
      [8, ['case', isLarge, 14, 10.5]],
      [12, ['case', isLarge, 19, 13]],
      [15, ['case', isLarge, 22, 14.5]],
    ]),
    'text-letter-spacing': context.language === 'zh' ? 0.14 : 0.03,
    'text-max-width': 9,
    'text-padding': 12,
  },
  paint: {
    ...inked(context, context.colours.label, 1.8),
    'text-color': ['case', isLarge, context.colours.label, context.colours.labelMuted],
    'text-opacity': byZoom([
      [13.5, 1],
      [15, 0.2],
    ]),
  },
})

const localities = (context: StyleContext): StylePart => ({
  part: 'locality',
  slot: 'label',
  type: 'symbol',
  minzoom: 12,
  filter: stepZoom(
    ['all', oneOf('kind', ['locality']), ['>', importance, 0.4]],
    [13, oneOf('kind', ['locality'])],
  ),
  layout: {
    'symbol-sort-key': sort,
    'text-field': label(context),
    'text-font': regular,
    'text-size': byZoom([
      [12, 11],
      [16, 13],
    ]),
    'text-max-width': 8,
    'text-padding': 8,
  },
  paint: inked(context, context.colours.labelMuted),
})

const water = (context: StyleContext): StylePart => ({
  part: 'water',
  slot: 'label',
  type: 'symbol',
  minzoom: 9,
  filter: oneOf('kind', ['water']),
  layout: {
    'symbol-sort-key': sort,
    'text-field': label(context),
    'text-font': regular,
    'text-size': byZoom([
      [9, ['+', 9, ['*', 5, importance]]],
      [14, ['+', 10, ['*', 10, importance]]],
    ]),
    'text-letter-spacing': context.language === 'zh' ? 0.25 : 0.1,
    'text-max-width': 7,
    'text-padding': 12,
  },
  paint: inked(context, context.colours.labelWater),
})

const peaks = (context: StyleContext): StylePart => ({
  part: 'peak',
  slot: 'label',
  type: 'symbol',
  minzoom: 11,
  filter: oneOf('kind', ['peak']),
  layout: {
    'symbol-sort-key': sort,
    'icon-image': 'peak',
    'icon-size': 0.85,
    'text-field': label(context),
    'text-font': regular,
    'text-size': 11.5,
    'text-anchor': 'top',
    'text-offset': [0, 0.6],
    'text-max-width': 7,
    'text-optional': true,
  },
  paint: inked(context, context.colours.labelGreen),
})

/** At low zooms a greenway's name is drawn as a place, because its line is too winding. */
const greenways = (context: StyleContext): StylePart => ({
  part: 'greenway',
  slot: 'label',
  type: 'symbol',
  minzoom: 9,
  maxzoom: 14,
  filter: oneOf('kind', ['greenway']),
  layout: {
    'symbol-sort-key': sort,
    'text-field': label(context),
    'text-font': bold,
    'text-size': byZoom([
      [9, 11.5],
      [13, 14],
    ]),
    'text-max-width': 9,
    'text-padding': 6,
    'text-variable-anchor-offset': ['center', [0, 0], 'bottom', [0, -0.6], 'top', [0, 0.6]],
  },
  paint: inked(context, context.colours.greenway, 2),
})

/** Names that no other layer draws; at high zooms, other layers label their features. */
export const places: LayerStyle = {
  parts: (context) => [
    peaks(context),
    localities(context),
    water(context),
    areas(context),
    greenways(context),
  ],
  legend: ({ colours }) => [
    {
      code: 'area',
      title: { zh: '行政区名', en: 'Administrative area name' },
      shape: 'point',
      colour: colours.label,
    },
    { code: 'locality', title: { zh: '地名', en: 'Locality' }, shape: 'point', colour: colours.labelMuted },
    {
      code: 'water',
      title: { zh: '水体名', en: 'Water name' },
      shape: 'point',
      colour: colours.labelWater,
    },
    {
      code: 'greenway',
      title: { zh: '绿道名', en: 'Greenway name' },
      shape: 'point',
      colour: colours.greenway,
    },
    {
      code: 'peak',
      title: { zh: '山峰', en: 'Peak' },
      shape: 'point',
      colour: colours.labelGreen,
      image: 'peak',
    },
  ],
}

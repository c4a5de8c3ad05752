import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import { incidentKinds } from '../../geodata/model/codes.ts'
import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { bold, byZoom, legendOf } from './layer-style.ts'

/** At low zooms, tiles contain counts instead of single incidents. */
const counted: ExpressionSpecification = ['has', 'count']
const count: ExpressionSpecification = ['get', 'count']

/** Each power of ten enlarges a circle by about three pixels. */
const radius = (share: number): ExpressionSpecification =>
  [
    'interpolate',
    ['linear'],
    ['log10', count],
    ...[2.5, 5.5, 8.5, 11, 13, 15].flatMap((pixels, power) => [power, pixels * share]),
  ] as unknown as ExpressionSpecification

/** Counts as short text: 847, 1.6k, 38k. */
const short: ExpressionSpecification = [
  'case',
  ['<', count, 1000],
  ['to-string', count],
  ['concat', ['number-format', ['/', count, 1000], { 'max-fraction-digits': 1 }], 'k'],
]
const shorter: ExpressionSpecification = [
  'case',
  ['<', count, 10_000],
  short,
  ['concat', ['to-string', ['round', ['/', count, 1000]]], 'k'],
]

/** One hue; size and number show the count; the outline contrasts with both basemaps. */
const counts = ({ colours }: StyleContext): readonly StylePart[] => [
  {
    part: 'count',
    slot: 'point',
    type: 'circle',
    maxzoom: 13,
    filter: counted,
    layout: { 'circle-sort-key': count },
    paint: {
      'circle-color': colours.incident,
      'circle-opacity': 0.85,
      'circle-stroke-color': colours.halo,
      'circle-stroke-width': 1,
      'circle-radius': byZoom([
        [8, radius(0.9)],
        [11.9, radius(1)],
        // Shrinks towards the size of single points.
        [12, radius(0.6)],
        [13, radius(0.45)],
      ]),
    },
  },
  {
    part: 'count-number',
    slot: 'label',
    type: 'symbol',
    maxzoom: 12,
    filter: ['all', counted, ['>=', count, 10]],
    layout: {
      'symbol-sort-key': ['-', 0, count],
      'text-field': shorter,
      'text-font': bold,
      'text-size': 10.5,
      'text-padding': 0,
    },
    paint: {
      'text-color': colours.halo,
      'text-halo-color': colours.incident,
      'text-halo-width': 1,
    },
  },
]

export const incidents: LayerStyle = {
  parts: (context) => [
    ...counts(context),
    {
      part: 'dot',
      slot: 'point',
      type: 'circle',
      maxzoom: 15,
      filter: ['!', counted],
      paint: {
        'circle-color': context.colours.incident,
        'circle-opacity': byZoom([
          [10, 0.4],
          [14, 0.6],
        ]),
        'circle-radius': byZoom([
          [10, 1.4],
          [13, 2.6],
          [15, 4],
        ]),
      },
    },
    {
      part: 'icon',
      slot: 'point',
      type: 'symbol',
      minzoom: 15,
      layout: {
        'icon-image': ['concat', 'incident-', ['get', 'kind']],
        'icon-size': byZoom([
          [15, 0.7],
          [18, 1],
        ]),
        'icon-padding': 0,
        'symbol-sort-key': ['case', ['==', ['get', 'state'], 'closed'], 2, 1],
      },
    },
  ],
  legend: ({ colours }) => [
    {
      code: 'count',
      title: { zh: '事件数（远看时）', en: 'Number of incidents, at low zooms' },
      shape: 'point',
      colour: colours.incident,
    },
    ...legendOf(incidentKinds, (code) => ({
      shape: 'point',
      colour: colours.incident,
      image: `incident-${code}`,
    })),
  ],
}

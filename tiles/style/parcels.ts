import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { landUseColour, landUseOpacity, unknownLandUse } from '../../geodata/model/land-use-colours.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, inked, regular } from './layer-style.ts'

const byCode = Object.fromEntries([...landUseClasses].map(([code, { colour }]) => [code, colour]))
const edges: Readonly<Record<Theme, string>> = { day: '#4a4a44', night: '#0b1012' }

/** A code that is not in the guide has the colour of its first two digits. */
const landUse: ExpressionSpecification = [
  'match',
  ['get', 'land_use'],
  ...Object.entries(byCode).flat(),
  matchFirstLevel(),
] as unknown as ExpressionSpecification

function matchFirstLevel(): ExpressionSpecification {
  const first = Object.entries(byCode).filter(([code]) => code.length === 2)
  return [
    'match',
    ['slice', ['to-string', ['get', 'land_use']], 0, 2],
    ...first.flat(),
    unknownLandUse,
  ] as unknown as ExpressionSpecification
}

export const parcels: LayerStyle = {
  parts: (context) => [
    {
      part: 'fill',
      slot: 'area',
      type: 'fill',
      paint: {
        'fill-color': landUse,
        // At low zooms the classes are a pale fill below labels and roads.
        'fill-opacity': byZoom([
          [8, context.theme === 'day' ? 0.5 : 0.42],
          [12, landUseOpacity[context.theme]],
        ]),
      },
    },
    {
      part: 'edge',
      slot: 'boundary',
      type: 'line',
      // At lower zooms parcels of a class are merged, so their outlines fade in.
      minzoom: 13,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': edges[context.theme],
        'line-opacity': byZoom([
          [13, 0],
          [13.6, 0.25],
          [15, 0.55],
        ]),
        'line-width': byZoom([
          [13, 0.3],
          [15, 0.7],
          [18, 1.4],
        ]),
      },
    },
    {
      part: 'idle',
      slot: 'boundary',
      type: 'fill',
      minzoom: 13,
      filter: ['==', ['get', 'state'], 'idle'],
      paint: { 'fill-pattern': 'hatch-idle' },
    },
    {
      part: 'code',
      slot: 'label',
      type: 'symbol',
      minzoom: 15,
      // Each parcel has one point, so that no tile edge repeats its label.
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': [
          'case',
          ['has', 'far'],
          [
            'concat',
            ['get', 'land_use'],
            '\n',
            ['number-format', ['get', 'far'], { 'min-fraction-digits': 1, 'max-fraction-digits': 2 }],
          ],
          ['get', 'land_use'],
        ],
        'text-font': regular,
        'text-size': byZoom([
          [15, 9.5],
          [18, 12],
        ]),
        'text-padding': 1,
        'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'area_m2'], 0]],
      },
      paint: inked(context, context.colours.label, 1.2),
    },
  ],
  legend: ({ theme }) =>
    [...landUseClasses.values()].map(({ code, title }) => ({
      code,
      title,
      shape: 'fill' as const,
      colour: landUseColour(code, theme),
      edge: edges[theme],
    })),
}

import { waterwayKinds } from '../../geodata/model/codes.ts'
import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { byZoom, inked, label, legendOf, matchCodes, oneOf, regular, stepZoom } from './layer-style.ts'

const width = byZoom([
  [9, matchCodes('kind', { river: 0.8, canal: 0.6 }, 0.2)],
  [13, matchCodes('kind', { river: 2.2, canal: 1.6, stream: 1 }, 0.5)],
  [16, matchCodes('kind', { river: 6, canal: 5, stream: 2.4 }, 1.2)],
  [19, matchCodes('kind', { river: 16, canal: 14, stream: 6 }, 3)],
])

const named = (context: StyleContext): StylePart => ({
  part: 'name',
  slot: 'label',
  type: 'symbol',
  minzoom: 12,
  filter: stepZoom(oneOf('kind', ['river', 'canal']), [14, true]),
  layout: {
    'symbol-placement': 'line',
    // Upright where the view is tilted.
    'text-pitch-alignment': 'viewport',
    'symbol-spacing': 420,
    'text-field': label(context),
    'text-font': regular,
    'text-size': byZoom([
      [12, 11],
      [16, 13],
    ]),
    'text-letter-spacing': 0.12,
    'text-max-angle': 30,
  },
  paint: inked(context, context.colours.labelWater),
})

export const waterways: LayerStyle = {
  parts: (context) => [
    {
      part: 'line',
      slot: 'water',
      type: 'line',
      filter: ['!=', ['get', 'tunnel'], true],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': context.colours.water, 'line-width': width },
    },
    {
      part: 'tunnel',
      slot: 'water',
      type: 'line',
      minzoom: 13,
      filter: ['==', ['get', 'tunnel'], true],
      paint: {
        'line-color': context.colours.waterEdge,
        'line-width': 1.2,
        'line-dasharray': [2, 2.5],
        'line-opacity': 0.7,
      },
    },
    named(context),
  ],
  legend: ({ colours }) =>
    legendOf(waterwayKinds, (code) => ({
      shape: 'line',
      colour: colours.waterEdge,
      width: { river: 4, canal: 3, stream: 2, ditch: 1 }[code] ?? 1,
    })),
}

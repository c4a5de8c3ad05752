import { entranceKinds } from '../../geodata/model/codes.ts'
import type { LayerStyle } from './layer-style.ts'
import { bold, byZoom, inked, label, legendOf, stepZoom } from './layer-style.ts'

export const entrances: LayerStyle = {
  parts: (context) => [
    {
      part: 'icon',
      slot: 'point',
      type: 'symbol',
      minzoom: 12.5,
      layout: {
        'icon-image': ['concat', 'entrance-', ['get', 'kind']],
        'icon-size': byZoom([
          [12.5, 0.75],
          [16, 1],
        ]),
        'icon-padding': 2,
        'symbol-sort-key': 1,
        'text-field': stepZoom(['literal', ''], [14, label(context)]),
        'text-font': bold,
        'text-size': 12,
        'text-max-width': 8,
        'text-variable-anchor-offset': [
          'top',
          [0, 1.1],
          'left',
          [1.2, 0],
          'right',
          [-1.2, 0],
          'bottom',
          [0, -1.1],
        ],
        'text-justify': 'auto',
        'text-optional': true,
      },
      paint: inked(context, context.colours.entrance),
    },
  ],
  legend: ({ colours }) =>
    legendOf(entranceKinds, (code) => ({
      shape: 'point',
      colour: colours.entrance,
      image: `entrance-${code}`,
    })),
}

import type { LayerStyle } from './layer-style.ts'
import { byZoom } from './layer-style.ts'

export const water: LayerStyle = {
  parts: ({ colours }) => [
    {
      part: 'fill',
      slot: 'water',
      type: 'fill',
      paint: { 'fill-color': colours.water },
    },
    {
      part: 'shore',
      slot: 'water',
      type: 'line',
      minzoom: 11,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.waterEdge,
        'line-width': byZoom([
          [11, 0.4],
          [15, 1],
          [18, 1.6],
        ]),
        'line-opacity': byZoom([
          [11, 0.5],
          [14, 0.9],
        ]),
      },
    },
  ],
  legend: ({ colours }) => [
    {
      code: null,
      title: { zh: '水面', en: 'Water' },
      shape: 'fill',
      colour: colours.water,
      edge: colours.waterEdge,
    },
  ],
}

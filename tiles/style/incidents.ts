import { incidentKinds } from '../../geodata/model/codes.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, legendOf } from './layer-style.ts'

export const incidents: LayerStyle = {
  parts: ({ colours }) => [
    {
      part: 'dot',
      slot: 'point',
      type: 'circle',
      maxzoom: 15,
      paint: {
        'circle-color': colours.incident,
        'circle-opacity': byZoom([
          [10, 0.25],
          [14, 0.55],
        ]),
        'circle-radius': byZoom([
          [10, 1.2],
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
  legend: ({ colours }) =>
    legendOf(incidentKinds, (code) => ({
      shape: 'point',
      colour: colours.incident,
      image: `incident-${code}`,
    })),
}

import type { LayerStyle } from './layer-style.ts'
import { bold, byZoom, inked, label } from './layer-style.ts'

export const patrolZones: LayerStyle = {
  parts: (context) => [
    {
      part: 'fill',
      slot: 'area',
      type: 'fill',
      paint: { 'fill-color': context.colours.zone, 'fill-opacity': context.theme === 'day' ? 0.07 : 0.12 },
    },
    {
      part: 'band',
      slot: 'boundary',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': context.colours.zone,
        'line-opacity': 0.16,
        'line-width': byZoom([
          [9, 3],
          [15, 10],
        ]),
      },
    },
    {
      part: 'line',
      slot: 'boundary',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': context.colours.zone,
        'line-width': byZoom([
          [9, 0.8],
          [15, 1.8],
        ]),
      },
    },
    {
      part: 'name',
      slot: 'label',
      type: 'symbol',
      minzoom: 11,
      // Each zone has one point, so that no tile edge repeats its name.
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': label(context),
        'text-font': bold,
        'text-size': byZoom([
          [11, 11],
          [15, 15],
        ]),
        'text-padding': 6,
        'text-max-width': 8,
      },
      paint: inked(context, context.colours.zone, 1.8),
    },
  ],
  legend: ({ colours }) => [
    {
      code: null,
      title: { zh: '巡查片区', en: 'Patrol zone' },
      shape: 'fill',
      colour: colours.zone,
      edge: colours.zone,
      width: 2,
    },
  ],
}

import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { bold, byZoom, inked, label } from './layer-style.ts'

const core = [
  [8, 2],
  [11, 3],
  [13, 3.8],
  [15, 5.5],
  [17, 9],
  [19, 16],
] as const

const widened = (extra: number, factor = 1) =>
  byZoom(core.map(([zoom, width]) => [zoom, width * factor + extra] as const))

/** The most prominent layer: a halo, a casing, and the line. */
function line({ theme, colours }: StyleContext): readonly StylePart[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
  return [
    {
      part: 'glow',
      slot: 'greenway',
      type: 'line',
      layout,
      paint: {
        'line-color': colours.greenwayGlow,
        'line-width': widened(6, 1.9),
        'line-blur': widened(2, 0.7),
        'line-opacity': theme === 'day' ? 0.42 : 0.5,
      },
    },
    {
      part: 'edge',
      slot: 'greenway',
      type: 'line',
      layout,
      paint: { 'line-color': colours.greenwayEdge, 'line-width': widened(2.4) },
    },
    {
      part: 'line',
      slot: 'greenway',
      type: 'line',
      layout,
      paint: { 'line-color': colours.greenway, 'line-width': widened(0) },
    },
  ]
}

export const greenways: LayerStyle = {
  parts: (context) => [
    ...line(context),
    {
      part: 'name',
      slot: 'label',
      type: 'symbol',
      minzoom: 12.5,
      layout: {
        'symbol-placement': 'line',
        // Upright where the view is tilted.
        'text-pitch-alignment': 'viewport',
        'symbol-spacing': 300,
        'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'length_m'], 0]],
        'text-field': label(context),
        'text-font': bold,
        'text-size': byZoom([
          [11, 12],
          [15, 13.5],
          [18, 15],
        ]),
        'text-letter-spacing': 0.08,
        'text-max-angle': 42,
        'text-offset': [0, 1.1],
        'text-padding': 4,
      },
      paint: inked(context, context.colours.greenway, 1.8),
    },
  ],
  legend: ({ colours }) => [
    {
      code: null,
      title: { zh: '绿道', en: 'Greenway' },
      shape: 'line',
      colour: colours.greenway,
      edge: colours.greenwayGlow,
      width: 4,
    },
  ],
}

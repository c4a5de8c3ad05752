import type { LayerStyle, StyleContext, StylePart } from './layer-style.ts'
import { byZoom, inked, regular } from './layer-style.ts'

const line = (
  { colours }: StyleContext,
  part: string,
  index: boolean,
  widths: readonly (readonly [number, number])[],
): StylePart => ({
  part,
  slot: 'relief',
  type: 'line',
  filter: ['==', ['get', 'index'], index],
  layout: { 'line-join': 'round', 'line-cap': 'round' },
  paint: {
    'line-color': colours.contour,
    'line-width': byZoom(widths),
    'line-opacity': byZoom([
      [9, index ? 0.55 : 0.3],
      [13, index ? 0.75 : 0.5],
    ]),
  },
})

export const contours: LayerStyle = {
  parts: (context) => [
    line(context, 'line', false, [
      [9, 0.4],
      [14, 0.7],
      [18, 1.1],
    ]),
    line(context, 'index', true, [
      [9, 0.7],
      [14, 1.3],
      [18, 2],
    ]),
    {
      part: 'elevation',
      slot: 'label',
      type: 'symbol',
      minzoom: 11,
      filter: ['==', ['get', 'index'], true],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 260,
        'text-field': ['concat', ['to-string', ['get', 'elevation_m']], ' m'],
        'text-font': regular,
        'text-size': byZoom([
          [11, 9.5],
          [16, 11],
        ]),
        'text-max-angle': 45,
        'text-pitch-alignment': 'viewport',
        'text-padding': 3,
      },
      paint: inked(context, context.colours.contourLabel, 1.2),
    },
  ],
  legend: ({ colours }) => [
    {
      code: 'index',
      title: { zh: '计曲线（每五条）', en: 'Index contour, every fifth' },
      shape: 'line',
      colour: colours.contour,
      width: 2,
    },
    {
      code: 'line',
      title: { zh: '首曲线', en: 'Contour' },
      shape: 'line',
      colour: colours.contour,
      width: 1,
    },
  ],
}

import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LayerStyle } from './layer-style.ts'
import { bold, byZoom, inked, label } from './layer-style.ts'

const height: ExpressionSpecification = ['coalesce', ['get', 'height_m'], 6]

export const buildings: LayerStyle = {
  parts: (context) => [
    {
      part: 'fill',
      slot: 'building',
      type: 'fill',
      minzoom: 13,
      paint: {
        'fill-color': context.colours.building,
        'fill-outline-color': context.colours.buildingEdge,
        'fill-opacity': byZoom([
          [13, 0],
          [14, 0.7],
          [15, 1],
        ]),
      },
    },
    {
      // Hidden until the map is pitched, to save drawing time.
      part: 'solid',
      slot: 'building',
      type: 'fill-extrusion',
      minzoom: 13.5,
      layout: { visibility: 'none' },
      paint: {
        'fill-extrusion-color': [
          'interpolate',
          ['linear'],
          height,
          0,
          context.colours.building,
          60,
          context.colours.buildingRoof,
        ],
        'fill-extrusion-height': height,
        'fill-extrusion-base': ['coalesce', ['get', 'min_height_m'], 0],
        'fill-extrusion-opacity': context.theme === 'day' ? 0.92 : 0.88,
        'fill-extrusion-vertical-gradient': true,
      },
    },
    {
      part: 'name',
      slot: 'label',
      type: 'symbol',
      minzoom: 16.5,
      layout: {
        'text-field': label(context),
        'text-font': bold,
        'text-size': 11,
        'text-max-width': 7,
        'text-padding': 8,
        'symbol-sort-key': ['-', 0, height],
      },
      paint: inked(context, context.colours.labelMuted),
    },
  ],
  legend: ({ colours }) => [
    {
      code: null,
      title: { zh: '建筑', en: 'Building' },
      shape: 'fill',
      colour: colours.building,
      edge: colours.buildingEdge,
    },
  ],
}

/** Draws the selected feature from its full geometry, not from tiles, so that tile edges do not cut it. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapColours } from '../../geodata/model/tokens.ts'

/** The source that holds the selected feature. */
export const SELECTION = 'selection'

const width = (far: number, near: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.4],
  ['zoom'],
  8,
  far,
  17,
  near,
]
const round = { 'line-cap': 'round', 'line-join': 'round' } as const
const notPoint: ExpressionSpecification = ['!=', ['geometry-type'], 'Point']

/** In drawing order. Areas are outlined only, because their colour means something. */
export function selectedLayers(colours: MapColours): LayerSpecification[] {
  return [
    {
      id: 'selection:edge',
      type: 'line',
      source: SELECTION,
      filter: notPoint,
      layout: round,
      paint: { 'line-color': colours.halo, 'line-width': width(5, 9) },
    },
    {
      id: 'selection:line',
      type: 'line',
      source: SELECTION,
      filter: notPoint,
      layout: round,
      paint: { 'line-color': colours.selected, 'line-width': width(2.4, 4.5) },
    },
    {
      id: 'selection:point',
      type: 'circle',
      source: SELECTION,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': colours.selected,
        'circle-opacity': 0.25,
        'circle-radius': 20,
        'circle-stroke-color': colours.selected,
        'circle-stroke-width': 2.5,
        'circle-pitch-alignment': 'map',
      },
    },
  ]
}

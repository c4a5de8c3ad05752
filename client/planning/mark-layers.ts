/** Style layers that mark the chosen parcels. */
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'

/** Source and layer of the dots. */
export const DOTS = 'planning-chosen'
/** Layer that dims the other parcels. */
export const DIM = 'planning-others'
/** From this zoom, tiles show each parcel with its id. */
const SINGLE_ZOOM = 13

/** Returns a filter of style layers for all parcels except these. */
export function othersThan(ids: readonly number[]): FilterSpecification {
  // `match` looks ids up in a table; `in` would compare them one by one.
  if (ids.length === 0) return true
  return ['match', ['id'], [...ids], false, true] as unknown as FilterSpecification
}

export function markLayers(theme: Theme, ids: readonly number[]): LayerSpecification[] {
  const colours = tokens.map[theme]
  return [
    {
      id: DIM,
      type: 'fill',
      source: 'parcels',
      'source-layer': 'parcels',
      minzoom: SINGLE_ZOOM,
      filter: othersThan(ids),
      paint: { 'fill-color': colours.land, 'fill-opacity': 0.82 },
    },
    {
      id: DOTS,
      type: 'circle',
      source: DOTS,
      maxzoom: SINGLE_ZOOM,
      paint: {
        'circle-color': colours.selected,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 2, 13, 4.5],
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 1,
      },
    },
  ]
}

import { administrativeKinds } from '../../geodata/model/codes.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, legendOf, oneOf } from './layer-style.ts'

const dashes: Readonly<Record<string, number[]>> = {
  city: [6, 2, 1, 2],
  county: [5, 2, 1, 2],
  subdistrict: [3, 2.5],
  town: [3, 2.5],
}

/** Names of areas are drawn as places, so that each appears once instead of in every tile. */
export const administrativeAreas: LayerStyle = {
  parts: ({ colours }) => [
    {
      // Districts are filled at low zooms and fade out at higher ones.
      part: 'body',
      slot: 'ground',
      type: 'fill',
      filter: oneOf('kind', ['county']),
      paint: {
        'fill-color': colours.grass,
        'fill-opacity': byZoom([
          [10, 0.55],
          [12.5, 0],
        ]),
      },
    },
    {
      part: 'band',
      slot: 'boundary',
      type: 'line',
      filter: oneOf('kind', ['city', 'county']),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.boundary,
        'line-opacity': 0.14,
        'line-width': byZoom([
          [7, 3],
          [14, 9],
        ]),
      },
    },
    {
      part: 'county',
      slot: 'boundary',
      type: 'line',
      filter: oneOf('kind', ['city', 'county']),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.boundary,
        'line-dasharray': dashes.county ?? [1],
        'line-width': byZoom([
          [7, 0.8],
          [14, 1.8],
        ]),
      },
    },
    {
      part: 'town',
      slot: 'boundary',
      type: 'line',
      minzoom: 8,
      filter: oneOf('kind', ['town', 'subdistrict']),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.boundary,
        'line-opacity': byZoom([
          [8, 0.35],
          [11, 0.7],
        ]),
        'line-dasharray': dashes.town ?? [1],
        'line-width': byZoom([
          [8, 0.6],
          [14, 1.2],
        ]),
      },
    },
  ],
  legend: ({ colours }) =>
    legendOf(administrativeKinds, (code) => ({
      shape: 'line',
      colour: colours.boundary,
      dash: dashes[code] ?? [1],
      width: code === 'county' || code === 'city' ? 2 : 1.2,
    })),
}

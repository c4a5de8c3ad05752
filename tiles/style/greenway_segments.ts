import { surfaces } from '../../geodata/model/codes.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, legendOf, matchCodes } from './layer-style.ts'

const colours: Readonly<Record<string, string>> = tokens.surface

/** At high zooms, the greenway's core has the colour of its surface. */
export const greenwaySegments: LayerStyle = {
  parts: () => [
    {
      part: 'surface',
      slot: 'greenway',
      type: 'line',
      minzoom: 14,
      // Unknown surfaces keep the greenway's colour.
      filter: ['!=', ['get', 'surface'], 'unknown'],
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': matchCodes('surface', tokens.surface, tokens.surface.unknown),
        'line-width': byZoom([
          [14, 1.4],
          [15, 2.6],
          [17, 5],
          [19, 10],
        ]),
        'line-opacity': byZoom([
          [14, 0],
          [14.6, 1],
        ]),
      },
    },
  ],
  legend: () =>
    legendOf(surfaces, (code) =>
      code === 'unknown'
        ? null
        : {
            shape: 'line',
            colour: colours[code] ?? tokens.surface.unknown,
            width: 4,
          },
    ),
}

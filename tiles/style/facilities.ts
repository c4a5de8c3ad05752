import { facilityKinds } from '../../geodata/model/codes.ts'
import { facilityDisplay } from '../../geodata/model/facility-families.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, inked, label, legendOf, matchCodes, oneOf, regular, stepZoom } from './layer-style.ts'

const displays = Object.entries(facilityDisplay)
const kindsUpTo = (zoom: number) =>
  displays.filter(([, { fromZoom }]) => fromZoom <= zoom).map(([kind]) => kind)
const upTo = (zoom: number) => oneOf('kind', kindsUpTo(zoom))
const rank = Object.fromEntries(displays.map(([kind, { fromZoom }], index) => [kind, fromZoom * 100 + index]))

export const facilities: LayerStyle = {
  parts: (context) => {
    const ink = Object.fromEntries(
      displays.map(([kind, { family }]) => [kind, tokens.facility[family][context.theme]]),
    )
    return [
      {
        part: 'icon',
        slot: 'point',
        type: 'symbol',
        minzoom: 12,
        filter: stepZoom(upTo(12), [13, upTo(13)], [14, upTo(14)], [15, upTo(15)], [16, true]),
        layout: {
          'icon-image': ['concat', 'facility-', ['get', 'kind']],
          'icon-size': byZoom([
            [12, 0.7],
            [15, 0.9],
            [18, 1.15],
          ]),
          'icon-padding': 3,
          'symbol-sort-key': matchCodes('kind', rank, 9999),
          'text-field': stepZoom(['case', upTo(13), label(context), ''], [15.5, label(context)]),
          'text-font': regular,
          'text-size': byZoom([
            [12, 11],
            [17, 13],
          ]),
          'text-max-width': 7,
          'text-variable-anchor-offset': [
            'top',
            [0, 1],
            'left',
            [1.1, 0],
            'right',
            [-1.1, 0],
            'bottom',
            [0, -1],
          ],
          'text-justify': 'auto',
          'text-optional': true,
          'text-line-height': 1.2,
        },
        paint: {
          ...inked(context, context.colours.label),
          'text-color': matchCodes('kind', ink, context.colours.label),
        },
      },
    ]
  },
  legend: ({ theme }) =>
    legendOf(facilityKinds, (code) => {
      const display = facilityDisplay[code as keyof typeof facilityDisplay]
      return { shape: 'point', colour: tokens.facility[display.family][theme], image: `facility-${code}` }
    }),
}

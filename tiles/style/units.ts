import { unitStates } from '../../geodata/model/codes.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { unitTone } from '../../geodata/model/unit-look.ts'
import type { LayerStyle } from './layer-style.ts'
import { bold, inked, legendOf } from './layer-style.ts'

export const units: LayerStyle = {
  parts: (context) => [
    {
      part: 'icon',
      slot: 'point',
      type: 'symbol',
      layout: {
        'icon-image': ['concat', 'unit-', ['get', 'state']],
        'icon-allow-overlap': true,
        'symbol-sort-key': 0,
        'text-field': ['get', 'code'],
        'text-font': bold,
        'text-size': 11.5,
        'text-offset': [0, 1.4],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: inked(context, context.colours.unit, 1.8),
    },
  ],
  legend: ({ theme }) =>
    legendOf(unitStates, (code) => {
      const tone = unitTone[code as keyof typeof unitTone]
      return { shape: 'point', colour: tokens.state[tone][theme], image: `unit-${code}` }
    }),
}

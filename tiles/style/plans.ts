import { planStates } from '../../geodata/model/codes.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { bold, byZoom, inked, label, legendOf, matchCodes, oneOf } from './layer-style.ts'

const states = Object.keys(tokens.plan) as (keyof typeof tokens.plan)[]
const colours = (theme: Theme) =>
  Object.fromEntries(states.map((state) => [state, tokens.plan[state][theme]]))

/** Plans in force have a solid outline; others are dashed, drafts with the shortest dashes. */
const dashed: Readonly<Record<string, number[]>> = { draft: [1.5, 1.5], in_review: [4, 2] }
const width = byZoom([
  [10, 1.2],
  [14, 2.2],
  [17, 3.2],
])

export const plans: LayerStyle = {
  parts: (context) => {
    const colour = matchCodes('state', colours(context.theme), context.colours.label)
    return [
      {
        part: 'fill',
        slot: 'area',
        type: 'fill',
        paint: { 'fill-color': colour, 'fill-opacity': context.theme === 'day' ? 0.16 : 0.22 },
      },
      {
        part: 'line',
        slot: 'greenway',
        type: 'line',
        filter: oneOf('state', ['published']),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour, 'line-width': width },
      },
      ...Object.entries(dashed).map(([state, dash]) => ({
        part: `line-${state}`,
        slot: 'greenway' as const,
        type: 'line' as const,
        filter: oneOf('state', [state]),
        layout: { 'line-join': 'round' as const },
        paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': dash },
      })),
      {
        part: 'name',
        slot: 'label',
        type: 'symbol',
        minzoom: 12.5,
        layout: {
          'text-field': ['format', label(context), {}, '\n', {}, ['get', 'plan_code'], { 'font-scale': 0.8 }],
          'text-font': bold,
          'text-size': byZoom([
            [12, 11],
            [16, 14],
          ]),
          'text-max-width': 9,
          'text-padding': 4,
        },
        paint: { ...inked(context, context.colours.label, 1.8), 'text-color': colour },
      },
    ]
  },
  legend: ({ theme }) => {
    const table = colours(theme)
    return legendOf(planStates, (code) => {
      const colour = table[code] ?? '#000000'
      const dash = dashed[code]
      return { shape: 'fill', colour, edge: colour, width: 2, ...(dash ? { dash } : {}) }
    })
  },
}

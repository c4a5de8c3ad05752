import { controlLineKinds } from '../../geodata/model/codes.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { byZoom, inked, label, legendOf, matchCodes } from './layer-style.ts'

const kinds = Object.keys(tokens.controlLine) as (keyof typeof tokens.controlLine)[]
const colours = (theme: Theme) =>
  Object.fromEntries(kinds.map((kind) => [kind, tokens.controlLine[kind][theme]]))

/** Longer gaps than those of control lines: a coverage is no limit. */
const dash = [1, 3]

/** Coverages of one survey share their border, so only the outline has the colour of its kind. */
export const coverages: LayerStyle = {
  parts: (context) => {
    const colour = matchCodes('kind', colours(context.theme), context.colours.label)
    return [
      { part: 'fill', slot: 'boundary', type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': 0.04 } },
      {
        part: 'line',
        slot: 'boundary',
        type: 'line',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': colour,
          'line-width': byZoom([
            [8, 1],
            [16, 3],
          ]),
          'line-dasharray': dash,
        },
      },
      {
        part: 'name',
        slot: 'label',
        type: 'symbol',
        minzoom: 10,
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 500,
          'text-field': label(context),
          'text-size': 11,
          'text-max-angle': 30,
          'text-offset': [0, 0.9],
        },
        paint: { ...inked(context, context.colours.label, 1.6), 'text-color': colour },
      },
    ]
  },
  legend: ({ theme, colours: inks }) => {
    const table = colours(theme)
    return legendOf(controlLineKinds, (code) => ({
      shape: 'line',
      colour: table[code] ?? inks.label,
      width: 2,
      dash,
    }))
  },
}

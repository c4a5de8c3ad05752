import { controlLineKinds } from '../../geodata/model/codes.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { LayerStyle } from './layer-style.ts'
import { bold, byZoom, inked, label, legendOf, matchCodes, oneOf } from './layer-style.ts'

const kinds = Object.keys(tokens.controlLine) as (keyof typeof tokens.controlLine)[]
const colours = (theme: Theme) =>
  Object.fromEntries(kinds.map((kind) => [kind, tokens.controlLine[kind][theme]]))

/** Limits that require consent are dashed; prohibitions are solid. */
const dashed: Readonly<Record<string, number[]>> = {
  urban_development_boundary: [6, 2],
  heritage_control: [4, 2],
  flood: [2, 1.6],
}
const width = byZoom([
  [8, 1],
  [13, 2],
  [17, 3.2],
])

export const controlLines: LayerStyle = {
  parts: (context) => {
    const table = colours(context.theme)
    const colour = matchCodes('kind', table, context.colours.label)
    const whole = kinds.filter((kind) => !dashed[kind])
    return [
      {
        part: 'hatch',
        slot: 'boundary',
        type: 'fill',
        // Below it, hatched areas would hide the parcels: outlines are enough there.
        minzoom: 13,
        filter: ['!', oneOf('kind', ['urban_development_boundary'])],
        paint: {
          'fill-pattern': ['concat', 'hatch-', ['get', 'kind']],
          'fill-opacity': byZoom([
            [13, 0],
            [13.6, 0.75],
          ]),
        },
      },
      {
        part: 'line',
        slot: 'greenway',
        type: 'line',
        filter: oneOf('kind', whole),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colour, 'line-width': width },
      },
      ...Object.entries(dashed).map(([kind, dash]) => ({
        part: `line-${kind}`,
        slot: 'greenway' as const,
        type: 'line' as const,
        filter: oneOf('kind', [kind]),
        layout: { 'line-join': 'round' as const },
        paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': dash },
      })),
      {
        part: 'name',
        slot: 'label',
        type: 'symbol',
        minzoom: 12,
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 480,
          'text-field': label(context),
          'text-font': bold,
          'text-size': 11.5,
          // Beside the line, letters would close up in its bends.
          'text-max-angle': 22,
          'text-letter-spacing': 0.08,
        },
        paint: { ...inked(context, context.colours.label, 1.8), 'text-color': colour },
      },
    ]
  },
  legend: ({ theme }) => {
    const table = colours(theme)
    return legendOf(controlLineKinds, (code) => {
      const colour = table[code] ?? '#000000'
      const dash = dashed[code]
      const pattern = code === 'urban_development_boundary' ? {} : { image: `hatch-${code}` }
      return { shape: 'fill', colour, edge: colour, width: 2, ...(dash ? { dash } : {}), ...pattern }
    })
  },
}

/** How the layers of a picture are drawn, in drawing order: fills, lines, and their colours by kind. */
import { landUseColour } from '../../geodata/model/land-use-colours.ts'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import type { DisplayItem } from './display-list.ts'

type Look = Partial<Omit<Extract<DisplayItem, { kind: 'path' }>, 'kind' | 'd'>>

interface DrawnLayer {
  /** The column with the kind of a row. */
  readonly kind: string
  look(kind: string, theme: Theme): Look | null
}

const inkOf = (
  table: Readonly<Record<string, Readonly<Record<Theme, string>>>>,
  kind: string,
  theme: Theme,
) => table[kind]?.[theme] ?? tokens.map[theme].label

const roadWidths: Readonly<Record<string, number>> = {
  motorway: 4,
  trunk: 4,
  primary: 3.5,
  secondary: 3,
  tertiary: 2.5,
}

const groundColours = (theme: Theme): Readonly<Record<string, string>> => tokens.map[theme]

/** Layers that pictures show, the lowest first. */
export const pictureLayers: Readonly<Record<string, DrawnLayer>> = {
  land_cover: {
    kind: 'kind',
    look: (kind, theme) => ({ fill: groundColours(theme)[kind] ?? tokens.map[theme].land }),
  },
  parcels: {
    kind: 'land_use',
    look: (kind, theme) => ({
      fill: landUseColour(kind, theme),
      fillOpacity: 0.35,
      stroke: tokens.map[theme].label,
      width: 0.4,
    }),
  },
  water: {
    kind: 'kind',
    look: (_, theme) => ({ fill: tokens.map[theme].water, stroke: tokens.map[theme].waterEdge, width: 0.5 }),
  },
  buildings: {
    kind: 'kind',
    look: (_, theme) => ({ fill: tokens.map[theme].shade, fillOpacity: 0.3 }),
  },
  roads: {
    kind: 'class',
    look: (kind, theme) => ({
      stroke: tokens.map[theme].halo,
      width: roadWidths[kind] ?? 1.4,
    }),
  },
  coverages: {
    kind: 'kind',
    look: (kind, theme) => ({ stroke: inkOf(tokens.controlLine, kind, theme), width: 1, dash: [1, 3] }),
  },
  control_lines: {
    kind: 'kind',
    look: (kind, theme) => {
      const colour = inkOf(tokens.controlLine, kind, theme)
      return { fill: colour, fillOpacity: 0.15, stroke: colour, width: 1.4 }
    },
  },
  plans: {
    kind: 'state',
    look: (kind, theme) => {
      const colour = inkOf(tokens.plan, kind, theme)
      return { fill: colour, fillOpacity: 0.12, stroke: colour, width: 1.6, dash: [5, 2] }
    },
  },
  greenways: {
    kind: 'surface',
    look: (_, theme) => ({ stroke: tokens.page[theme].accent, width: 2.4 }),
  },
}

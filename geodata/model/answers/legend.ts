/** The legend of a layer: one entry for each symbol on the map. */
import { z } from 'zod'
import { textSchema } from './text.ts'

const legendEntrySchema = z.object({
  /** The code of the symbol, or null if the layer has one symbol. */
  code: z.string().nullable(),
  title: textSchema,
  shape: z.enum(['fill', 'line', 'point']),
  /** `#rrggbb` of the fill, the line or the point. */
  colour: z.string(),
  /** `#rrggbb` of an outline or casing. */
  edge: z.string().optional(),
  /** Lengths of dashes and gaps in line widths. */
  dash: z.array(z.number()).optional(),
  /** Line width in pixels. */
  width: z.number().optional(),
  /** Name of a sprite image: an icon for a point, a pattern for a fill. */
  image: z.string().optional(),
})

export const legendsSchema = z.record(z.string(), z.array(legendEntrySchema))

export type LegendEntry = z.infer<typeof legendEntrySchema>
export type Legends = z.infer<typeof legendsSchema>

/**
 * What `GET /planning/summary` answers: count, area and extent of the parcels that match a filter, and
 * their sums by land use class and by verdict.
 */
import { z } from 'zod'
import { parcelVerdicts } from '../planning/indicators.ts'
import { textSchema } from './text.ts'

const classSchema = z.object({
  code: z.string(),
  first_level: z.string().nullable(),
  title: textSchema,
  colour: z.string(),
  count: z.int(),
  area_m2: z.number(),
  percent: z.number(),
})

export const landUseSummarySchema = z.object({
  count: z.int(),
  area_m2: z.number(),
  area_crs: z.literal('EPSG:4549'),
  extent: z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .nullable()
    .describe('West, south, east, north of the parcels in WGS 84; null without any'),
  synthetic: z.boolean(),
  classes: z.array(classSchema).describe('Parcels that match the filter without its `use`'),
  verdicts: z
    .array(z.object({ verdict: z.enum(parcelVerdicts), count: z.int() }))
    .describe('Parcels that match the filter without its `verdict`; one with several faults counts in each'),
})
export type LandUseSummary = z.infer<typeof landUseSummarySchema>

/** What `GET /planning/summary` answers: the area of all parcels by land use class. */
import { z } from 'zod'
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
  synthetic: z.boolean(),
  classes: z.array(classSchema),
})
export type LandUseSummary = z.infer<typeof landUseSummarySchema>

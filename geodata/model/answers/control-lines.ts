/** The control lines that a parcel touches. Areas are plane areas in EPSG:4549. */
import { z } from 'zod'
import { areaSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'
import { textSchema } from './text.ts'

const lineSchema = z.object({
  id: rowIdSchema,
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  severity: z.string(),
  area_m2: z.number(),
  percent: z.number(),
  legal_status: z.string().nullable(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  in_force: z
    .boolean()
    .describe('False where the line has expired or is not yet valid; it then does not count'),
  office: z.string().nullable(),
  document: z.string().nullable(),
  height_limit_m: z.number().nullable(),
  source: z.string(),
  synthetic: z.boolean(),
  overlaps: z.array(areaSchema),
})
export type ConcernedLine = z.infer<typeof lineSchema>

const sliverSchema = z.object({
  id: rowIdSchema,
  name: z.string().nullable(),
  area_m2: z.number(),
  percent: z.number(),
  reason: z.enum(['area', 'width']),
  reason_text: textSchema,
  overlap: areaSchema,
})

const kindSchema = z.object({
  kind: z.string(),
  title: textSchema,
  result: z.enum(['concerned', 'not_concerned', 'no_data']),
  severity: z.string().nullable().describe('The gravest of its lines that are in force'),
  area_m2: z.number(),
  percent: z.number(),
  lines: z.array(lineSchema),
  slivers: z.array(sliverSchema),
})
export type ControlLineKindResult = z.infer<typeof kindSchema>

export const controlLinesSchema = z.object({
  parcel_id: rowIdSchema,
  parcel_area_m2: z.number(),
  area_crs: z.literal('EPSG:4549'),
  kinds: z.array(kindSchema),
})
export type ControlLines = z.infer<typeof controlLinesSchema>

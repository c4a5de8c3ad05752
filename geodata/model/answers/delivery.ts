/** JSON of delivery checks (成果质检). */
import { z } from 'zod'
import { checkCodes, checkGroups } from '../planning/delivery/checks.ts'
import { deliveryProfileSchema } from '../planning/delivery/profile.ts'
import { importOptions } from './imports.ts'
import { textSchema } from './text.ts'

const line = z.string().min(1).max(200)

/** An uploaded file, or what is stored of a layer. */
export const deliveryRequestSchema = z.union([
  z.strictObject({
    ...importOptions,
    rules: deliveryProfileSchema.optional().describe('Instead of the built-in rules of the layer'),
  }),
  z.strictObject({
    as: line.describe('The id of a layer'),
    source: line.optional().describe('Only rows of this source'),
    rules: deliveryProfileSchema.optional(),
  }),
])
export type DeliveryRequest = z.output<typeof deliveryRequestSchema>

const code = z.enum(checkCodes as [string, ...string[]])

const faultSchema = z.object({
  check: code,
  feature: z.int().nullable().describe('Its place in the file from 1, or its id in the layer'),
  name: z.string().nullable().describe('Its code or name'),
  field: z.string().nullable(),
  text: textSchema,
  at: z.tuple([z.number(), z.number()]).nullable().describe('Longitude and latitude'),
  area_m2: z.number().nullable().describe('Of an overlap or gap'),
  shape: z
    .array(z.array(z.array(z.tuple([z.number(), z.number()]))))
    .describe('Polygons of an overlap or gap, in degrees'),
})
export type DeliveryFault = z.output<typeof faultSchema>

const checkSchema = z.object({
  code,
  group: z.enum(Object.keys(checkGroups) as [string, ...string[]]),
  severity: z.enum(['must', 'should', 'note']),
  title: textSchema,
  weight: z.number(),
  faults: z.int(),
  features: z.int().describe('Features with this fault'),
  score: z.number().min(0).max(100),
})
export type DeliveryCheck = z.output<typeof checkSchema>

export const deliveryReportSchema = z.object({
  as: z.string(),
  source: z.string().describe('Name of the file, or of the source'),
  features: z.int(),
  area_crs: z.literal('EPSG:4549'),
  score: z.number().min(0).max(100),
  must: z.int().describe('Faults that must be corrected'),
  faults: z.int(),
  checks: z.array(checkSchema).describe('Those that apply'),
  listed: z.array(faultSchema).describe('At most 200 of each check'),
  fields: z.array(z.object({ field: z.string(), column: z.string().nullable() })),
  notes: z.array(textSchema),
})
export type DeliveryReport = z.output<typeof deliveryReportSchema>

/** Name of the job. */
export const DELIVERY_JOB = 'delivery-check'

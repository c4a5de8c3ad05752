/** Rules for one kind of delivery, as data: built in, or given as JSON. */
import { z } from 'zod'

const name = z.string().min(1).max(100)

const fieldRuleSchema = z.strictObject({
  column: name.describe('Column of the platform, whose type and code list apply'),
  aliases: z.array(name).max(20).default([]).describe('Further names of the field in files'),
  required: z.boolean().default(false),
  length: z.int().positive().max(100_000).optional().describe('Most characters'),
  code: z.literal('parcel').optional().describe('19 characters of a parcel, or 28 of a unit'),
  unique: z.boolean().default(false),
  strict: z.boolean().default(false).describe('Codes only, no titles'),
  area: z.boolean().default(false).describe('An area in m², compared with the geometry'),
})

export const deliveryProfileSchema = z.strictObject({
  fields: z.array(fieldRuleSchema).max(200),
  overlap: z
    .strictObject({ within: name.optional().describe('Only features with the same value of this column') })
    .optional(),
  exclusive: z
    .strictObject({ column: name, values: z.array(name).min(2).max(20) })
    .optional()
    .describe('Features with different ones of these values must not overlap'),
  gaps: z.strictObject({ width_m: z.number().positive().max(20) }).optional(),
  sliver_m2: z.number().min(0).max(1000).default(1),
  area: z
    .strictObject({ share: z.number().min(0).max(1), m2: z.number().min(0).max(1e6) })
    .default({ share: 0.01, m2: 1 })
    .describe('An area differs if it does by more than both'),
})

export type FieldRule = z.output<typeof fieldRuleSchema>
export type DeliveryProfile = z.output<typeof deliveryProfileSchema>

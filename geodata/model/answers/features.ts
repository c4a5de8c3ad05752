/** GeoJSON features of any layer; for the properties of a layer see `layer-features.ts`. */
import { z } from 'zod'
import { geometrySchema } from './geometry.ts'
import { linkSchema } from './link.ts'
import { rowIdSchema } from './row-id.ts'

export const featureSchema = z.object({
  type: z.literal('Feature'),
  id: rowIdSchema,
  geometry: geometrySchema,
  properties: z.record(z.string(), z.unknown()),
  links: z.array(linkSchema).optional(),
})

/** Members of a page besides its features. */
const pageFields = {
  type: z.literal('FeatureCollection'),
  numberReturned: z.int(),
  numberMatched: z
    .int()
    .optional()
    .describe('Number of matching features: exact, and at most 15 seconds old'),
  numberMatchedEstimate: z
    .int()
    .optional()
    .describe('Instead of numberMatched if counting takes too long: an estimate from statistics'),
  timeStamp: z.string().meta({ format: 'date-time' }),
  links: z.array(linkSchema),
}

/** Returns a page of features with the given schema. */
export const pageSchemaOf = <Feature extends z.ZodObject>(feature: Feature) =>
  z.object({ ...pageFields, features: z.array(feature) })

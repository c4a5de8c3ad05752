/** GeoJSON features of any layer. What a layer's own features have is in `layer-features.ts`. */
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

/** What a page of features says beside them. */
const pageFields = {
  type: z.literal('FeatureCollection'),
  numberReturned: z.int(),
  numberMatched: z.int().optional().describe('How many features match: exact, and at most 15 seconds old'),
  numberMatchedEstimate: z
    .int()
    .optional()
    .describe('In place of numberMatched where counting takes too long: an estimate from statistics'),
  timeStamp: z.string().meta({ format: 'date-time' }),
  links: z.array(linkSchema),
}

/** A page of features that look so. */
export const pageSchemaOf = <Feature extends z.ZodObject>(feature: Feature) =>
  z.object({ ...pageFields, features: z.array(feature) })

/** Features of the layer `places`: the properties that labels need. */
import { z } from 'zod'
import { featureSchema, pageSchemaOf } from './features.ts'

export const placePageSchema = pageSchemaOf(
  featureSchema.extend({
    geometry: z.object({
      type: z.literal('Point'),
      coordinates: z.array(z.number()).min(2).describe('Longitude, latitude'),
    }),
    properties: z.object({
      name: z.string(),
      name_en: z.string().nullable(),
      kind: z.string(),
      importance: z.number().nullable(),
      layer: z.string().nullable().describe('The layer of the named feature; null if it is in none'),
      feature_id: z.number().nullable(),
    }),
  }),
)

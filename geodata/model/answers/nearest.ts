/** What `GET /search/nearest` answers. */
import { z } from 'zod'
import { featureSchema, pageSchemaOf } from './features.ts'
import { rowIdSchema } from './row-id.ts'

const nearestFacilitySchema = z.object({
  id: rowIdSchema.describe('Row of the layer facilities'),
  kind: z.string(),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  distance_m: z.number().describe('Straight line on the sphere, in metres'),
  bearing: z.number().nullable().describe('Degrees clockwise from north; null at the position itself'),
  synthetic: z.boolean(),
})
export type NearestFacility = z.infer<typeof nearestFacilitySchema>

export const nearestSchema = z.object({
  results: z.array(nearestFacilitySchema).describe('By distance; at most `limit` of each kind'),
  within_m: z.number().describe('Farther facilities are left out'),
})

/** Features of the layer `facilities`: the properties that lists need. */
export const facilityPageSchema = pageSchemaOf(
  featureSchema.extend({
    geometry: z.object({
      type: z.literal('Point'),
      coordinates: z.array(z.number()).min(2).describe('Longitude, latitude'),
    }),
    properties: z.object({
      kind: z.string(),
      name: z.string().nullable(),
      name_en: z.string().nullable(),
    }),
  }),
)

/** Features of the layer `facilities` for a list along a route. */
export const facilityOnTheWayPageSchema = pageSchemaOf(
  featureSchema.extend({
    geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2) }),
    properties: z.object({
      kind: z.string(),
      name: z.string().nullable(),
      name_en: z.string().nullable(),
      opening_hours: z.string().nullable(),
      wheelchair: z.boolean().nullable(),
    }),
  }),
)
export type FacilityOnTheWay = z.infer<typeof facilityOnTheWayPageSchema>['features'][number]

/** JSON of greenways and their entrances. */
import { z } from 'zod'
import { featureSchema, pageSchemaOf } from './features.ts'
import { boundsSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'

/** What `GET /greenway/greenways/{fid}` answers. */
export const greenwaySchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  name_en: z.string().nullable(),
  length_m: z.number(),
  loop: z.boolean(),
  operator: z.string().nullable(),
  surfaces: z.array(z.object({ surface: z.string(), length_m: z.number() })),
  segments: z.int(),
  facilities: z.array(z.object({ kind: z.string(), count: z.int() })),
  elevation: z.object({ min_m: z.number(), max_m: z.number(), climb_m: z.number() }).nullable(),
  bbox: boundsSchema,
  source: z.string(),
  licence: z.string(),
  synthetic: z.boolean(),
})
export type Greenway = z.infer<typeof greenwaySchema>

/** What `GET /greenway/greenways/{fid}/facilities` answers. */
export const greenwayFacilitiesSchema = z.object({
  greenway: z.object({ id: rowIdSchema, name: z.string(), name_en: z.string().nullable() }),
  facilities: z
    .array(
      z.object({
        id: rowIdSchema,
        kind: z.string(),
        name: z.string().nullable(),
        name_en: z.string().nullable(),
        lon: z.number(),
        lat: z.number(),
        along_m: z
          .number()
          .nullable()
          .describe('Metres along the greenway from its beginning; null if it has no segments'),
        synthetic: z.boolean(),
      }),
    )
    .describe('In their order along the greenway'),
})
export type GreenwayFacilities = z.infer<typeof greenwayFacilitiesSchema>

/** Features of the layer `greenways`: the properties shown in lists. */
export const greenwayPageSchema = pageSchemaOf(
  featureSchema.extend({
    properties: z.object({
      name: z.string(),
      name_en: z.string().nullable(),
      length_m: z.number(),
      surface: z.string(),
      loop: z.boolean().nullable(),
      synthetic: z.boolean(),
    }),
  }),
)

/** A feature of the layer `greenways` with its line. */
export const greenwayLineSchema = featureSchema.extend({
  geometry: z.object({
    type: z.literal('MultiLineString'),
    coordinates: z.array(z.array(z.array(z.number()).min(2))),
  }),
})

/** Features of the layer `entrances`. */
export const entrancePageSchema = pageSchemaOf(
  featureSchema.extend({
    properties: z.object({
      kind: z.string(),
      name: z.string().nullable(),
      name_en: z.string().nullable(),
    }),
  }),
)

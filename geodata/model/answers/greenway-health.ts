/** JSON of the state of all greenways by Hangzhou's numbers. Positions in WGS 84 degrees. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

const stretchKinds = ['narrow_walk', 'narrow_ride', 'dark', 'gap', 'no_toilet'] as const
export type StretchKind = (typeof stretchKinds)[number]

const stretchSchema = z.object({
  greenway: rowIdSchema,
  kind: z.enum(stretchKinds),
  from_m: z.number().describe('Metres along the greenway'),
  to_m: z.number(),
  length_m: z.number().describe('Of a gap: as the crow flies'),
  width_m: z.number().nullable(),
  line: z.array(z.tuple([z.number(), z.number()])),
})
export type Stretch = z.infer<typeof stretchSchema>

export const greenwayHealthSchema = z.object({
  reach: z
    .object({
      minutes: z.number(),
      share: z
        .number()
        .describe('Of the built area, from which a greenway is reached on foot by the network'),
      aim: z.number(),
      built_m2: z.number().describe('Plane area in EPSG:4549 of the land cover of built kinds'),
      step_m: z.number().describe('Distance of the places from which it was measured'),
      places: z.int(),
    })
    .nullable()
    .describe('Null without built land cover or greenways'),
  linking: z
    .null()
    .describe('Share and lengths of linking sections (连接线): no data, because no source marks them'),
  greenways: z.array(
    z.object({
      id: rowIdSchema,
      name: z.string(),
      name_en: z.string().nullable(),
      length_m: z.number(),
      width_known_m: z.number(),
      narrow_walk_m: z.number(),
      narrow_ride_m: z.number().describe('Of segments where cycling is allowed'),
      light_known_m: z.number(),
      dark_m: z.number(),
      gaps: z.int(),
      toilets: z.int().describe('Within 100 m'),
      longest_without_toilet_m: z.number(),
      synthetic: z.boolean(),
    }),
  ),
  stretches: z.array(stretchSchema),
  entrances: z.array(
    z.object({
      id: rowIdSchema,
      name: z.string().nullable(),
      lon: z.number(),
      lat: z.number(),
      car_park_m: z.number().nullable().describe('Straight line to the nearest car park within 2 km'),
      within: z.boolean(),
    }),
  ),
  synthetic: z.boolean(),
})
export type GreenwayHealth = z.infer<typeof greenwayHealthSchema>

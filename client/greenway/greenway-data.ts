/** What the desk asks the server for. */
import type { Position } from 'geojson'
import { z } from 'zod'

const listSchema = z.object({
  features: z.array(
    z.object({
      id: z.coerce.number(),
      properties: z.object({
        name: z.string(),
        name_en: z.string().nullish(),
        length_m: z.number(),
        surface: z.string(),
        loop: z.boolean().nullish(),
        synthetic: z.boolean(),
      }),
    }),
  ),
})

const summarySchema = z.object({
  id: z.number(),
  length_m: z.number(),
  loop: z.boolean(),
  surfaces: z.array(z.object({ surface: z.string(), length_m: z.number() })),
  segments: z.number(),
  facilities: z.array(z.object({ kind: z.string(), count: z.number() })),
  elevation: z.object({ min_m: z.number(), max_m: z.number(), climb_m: z.number() }).nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})

const position = z.custom<Position>((value) => Array.isArray(value) && typeof value[0] === 'number')
const lineSchema = z.object({
  geometry: z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(position)) }),
})

const entrancesSchema = z.object({
  features: z.array(
    z.object({
      id: z.coerce.number(),
      properties: z.object({
        kind: z.string(),
        name: z.string().nullish(),
        name_en: z.string().nullish(),
      }),
    }),
  ),
})

export const readList = (body: unknown) => listSchema.parse(body).features
export const readSummary = (body: unknown) => summarySchema.parse(body)
export const readLine = (body: unknown) => lineSchema.parse(body).geometry.coordinates
export const readEntrances = (body: unknown) => entrancesSchema.parse(body).features

export type ListedGreenway = ReturnType<typeof readList>[number]
export type GreenwaySummary = ReturnType<typeof readSummary>
export type ListedEntrance = ReturnType<typeof readEntrances>[number]

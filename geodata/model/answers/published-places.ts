/** `places.json` of a published copy: all searchable places, the important first. */
import { z } from 'zod'
import { boundsSchema } from './geometry.ts'

const text = z.string().nullable()

/** Columns of tiles/publish/places.sql: names, kind, importance, feature, position in WGS 84, box, synthetic. */
const placeSchema = z.tuple([
  z.string(),
  text,
  text,
  text,
  z.string(),
  z.number(),
  text,
  z.number().nullable(),
  z.number(),
  z.number(),
  boundsSchema.nullable(),
  z.boolean(),
])
export type PublishedPlace = z.infer<typeof placeSchema>

export const publishedPlacesSchema = z.array(placeSchema)

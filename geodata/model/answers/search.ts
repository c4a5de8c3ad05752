/** What `GET /search` answers. */
import { z } from 'zod'

/** A place that fits the words. Longitude and latitude in WGS 84; the box as west, south, east, north. */
export const searchHitSchema = z.object({
  name: z.string(),
  name_en: z.string().nullable(),
  kind: z.string(),
  kind_title: z.object({ zh: z.string(), en: z.string() }),
  layer: z.string().nullable(),
  feature_id: z.number().nullable(),
  lon: z.number(),
  lat: z.number(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  synthetic: z.boolean(),
})

export type SearchHit = z.infer<typeof searchHitSchema>

/** What `GET /search` answers. */
import { z } from 'zod'
import { boundsSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'
import { textSchema } from './text.ts'

/** A matching place. Longitude and latitude in WGS 84. */
const hitSchema = z.object({
  name: z.string(),
  name_en: z.string().nullable(),
  kind: z.string(),
  kind_title: textSchema,
  layer: z.string().nullable(),
  feature_id: rowIdSchema.nullable(),
  lon: z.number(),
  lat: z.number(),
  bbox: boundsSchema.nullable(),
  synthetic: z.boolean(),
})
export type SearchHit = z.infer<typeof hitSchema>

export const searchResultsSchema = z.object({
  results: z.array(hitSchema.extend({ title: z.string().describe('The name in the requested language') })),
})

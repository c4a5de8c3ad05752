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

/** A category: everything of one kind or land use in the words, besides single results. */
const categorySchema = z.object({
  type: z
    .enum(['facilities', 'land_use', 'parcel_code'])
    .describe(
      'Facilities of a kind; parcels of a land use, with the classes below it; parcels by part of a code',
    ),
  code: z.string().describe('The kind, the code of the land use, or the part of the parcel code'),
  title: textSchema,
  count: z.int().describe('How many there are'),
})
export type SearchCategory = z.infer<typeof categorySchema>

/** The place in the words, around which the results are the nearest of a kind. */
const namedPlaceSchema = z.object({
  name: z.string(),
  name_en: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
})

export const searchResultsSchema = z.object({
  categories: z.array(categorySchema).describe('What can be shown as a whole, above the results'),
  results: z.array(hitSchema.extend({ title: z.string().describe('The name in the requested language') })),
  near: namedPlaceSchema.nullable().describe('The place named in the words, around which the results are'),
})

export interface SearchAnswer {
  readonly categories: readonly SearchCategory[]
  readonly results: readonly SearchHit[]
  readonly near: z.infer<typeof namedPlaceSchema> | null
}

/** The documents of OGC API – Features: landing page, conformance, collections. */
import { z } from 'zod'
import { boundsSchema } from './geometry.ts'
import { linkSchema } from './link.ts'
import { textSchema } from './text.ts'

const titled = {
  title: z.string(),
  description: z.string(),
  titles: textSchema,
  descriptions: textSchema,
}

export const landingSchema = z.object({ ...titled, links: z.array(linkSchema) })

export const conformanceSchema = z.object({ conformsTo: z.array(z.string()) })

export const collectionSchema = z.object({
  id: z.string(),
  ...titled,
  itemType: z.literal('feature'),
  geometryType: z.string(),
  synthetic: z.boolean().describe('True if any feature is synthetic (generated, not real)'),
  extent: z
    .object({
      spatial: z.object({ bbox: z.array(boundsSchema), crs: z.string() }).optional(),
      temporal: z
        .object({ interval: z.array(z.array(z.string().nullable()).length(2)), trs: z.string() })
        .optional(),
    })
    .optional(),
  crs: z.array(z.string()),
  storageCrs: z.string(),
  defaultSortOrder: z.array(z.string()),
  links: z.array(linkSchema),
})

export const collectionsSchema = z.object({
  links: z.array(linkSchema),
  collections: z.array(collectionSchema),
})

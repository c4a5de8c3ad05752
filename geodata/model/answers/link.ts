/** A link of the documents of OGC API. */
import { z } from 'zod'

export const linkSchema = z.object({
  href: z.string(),
  rel: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
})

/** Documents whose content another standard says: JSON Schemas, OpenAPI, indexes of sprites. */
export const documentSchema = z.looseObject({})

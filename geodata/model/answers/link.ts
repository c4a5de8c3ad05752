/** A link in OGC API documents. */
import { z } from 'zod'

export const linkSchema = z.object({
  href: z.string(),
  rel: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
})

/** Documents defined by another standard: JSON Schema, OpenAPI, sprite indexes. */
export const documentSchema = z.looseObject({})

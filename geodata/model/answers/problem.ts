/** Problem documents of RFC 9457: why a request failed, in one language and in both. */
import { z } from 'zod'
import { textSchema } from './text.ts'

export const problemSchema = z.looseObject({
  type: z.string(),
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  titles: textSchema.optional(),
  details: textSchema.optional(),
})

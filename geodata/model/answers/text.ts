/** A text in both languages. */
import { z } from 'zod'

export const textSchema = z.object({ zh: z.string(), en: z.string() })

/** A text in both languages, as answers carry it. */
import { z } from 'zod'

export const textSchema = z.object({ zh: z.string(), en: z.string() })

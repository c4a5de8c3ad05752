/** Contact of the reporter of an incident. */
import { z } from 'zod'

export const contactSchema = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  written_at: z.string(),
  synthetic: z.boolean(),
})

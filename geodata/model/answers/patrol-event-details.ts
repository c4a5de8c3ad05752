/** What an event of an incident is about, in its `details`. */
import { z } from 'zod'

export const eventDetailsSchema = z.object({
  units: z.array(z.object({ code: z.string(), lead: z.boolean().optional() })).optional(),
  into: z.number().optional().describe('The incident that it was merged into'),
  level: z.number().optional(),
  priority: z.number().optional(),
  photos: z.array(z.string()).optional().describe('Ids of photos'),
})

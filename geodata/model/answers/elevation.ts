/** What `GET /terrain/elevation` answers. */
import { z } from 'zod'

export const elevationSchema = z.object({
  elevation_m: z.number().nullable().describe('Metres; null without data'),
  source: z.string().nullable(),
  synthetic: z.boolean().nullable(),
})

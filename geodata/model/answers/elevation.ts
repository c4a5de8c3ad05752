/** What `GET /terrain/elevation` answers. */
import { z } from 'zod'

export const elevationSchema = z.object({
  elevation_m: z.number().nullable().describe('Metres; null where there is no data'),
  source: z.string().nullable(),
  synthetic: z.boolean().nullable(),
})

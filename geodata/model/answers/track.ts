/** JSON of a unit's track, and of the answer to sent positions. WGS 84 degrees. */
import { z } from 'zod'

export const trackSchema = z.object({
  unit: z.string().describe('Code of the unit'),
  from: z.string(),
  to: z.string(),
  positions: z.array(
    z.object({
      at: z.string(),
      lon: z.number(),
      lat: z.number(),
      accuracy_m: z.number().nullable(),
      heading: z.number().nullable(),
    }),
  ),
  more: z.boolean().describe('True if there are more: continue from the time of the last one'),
})
export type Track = z.infer<typeof trackSchema>

export const storedPositionsSchema = z.object({
  stored: z.int().describe('Number of new positions'),
  known: z.int().describe('Number of positions stored before'),
  quarantined: z.int().describe('Number of positions that are not believed; leads see them with the reason'),
  dropped: z.int().describe('Number of positions from outside of a duty, which are not kept'),
  current: z.boolean().describe("True if one of them is now the unit's current position"),
})
export type StoredPositions = z.infer<typeof storedPositionsSchema>

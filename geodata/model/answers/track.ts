/** JSON of where a unit was, and of positions that were stored. WGS 84 degrees. */
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
  more: z.boolean().describe('Whether there are more: ask on from the time of the last one'),
})
export type Track = z.infer<typeof trackSchema>

export const storedPositionsSchema = z.object({
  stored: z.int().describe('How many were new'),
  known: z.int().describe('How many were there before'),
  current: z.boolean().describe("Whether the unit's current position is now one of them"),
})
export type StoredPositions = z.infer<typeof storedPositionsSchema>

/** JSON of a unit's track, and of the answer to sent positions. WGS 84 degrees. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

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

export const tracksSchema = z.object({
  from: z.string(),
  to: z.string(),
  step_s: z.number().describe('At most one position of a unit in so many seconds'),
  units: z.array(
    z.object({
      id: rowIdSchema,
      code: z.string(),
      name: z.string(),
      positions: z
        .array(z.tuple([z.number(), z.number(), z.number()]))
        .describe('Seconds since 1970, longitude and latitude'),
    }),
  ),
  more: z
    .boolean()
    .describe('True if there were too many positions: ask for a shorter time or a longer step'),
})
export type Tracks = z.infer<typeof tracksSchema>

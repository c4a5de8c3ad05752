/** JSON of incidents that may be the same as a report. */
import { z } from 'zod'
import { incidentStates } from '../patrol/incident-machine.ts'
import { rowIdSchema } from './row-id.ts'

const reasonSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('place'), metres: z.number() }),
  z.object({ code: z.literal('time'), minutes: z.number() }),
  z.object({ code: z.literal('kind') }),
  z.object({ code: z.literal('words'), similarity: z.number().describe('0 to 1, by trigrams') }),
])

const duplicateSchema = z.object({
  id: rowIdSchema,
  number: z.string(),
  kind: z.string(),
  state: z.enum(incidentStates),
  words: z.string().nullable(),
  received_at: z.string(),
  unit_code: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  score: z.number().describe('0 to 1'),
  reasons: z.array(reasonSchema),
})
export const duplicatesSchema = z.object({
  duplicates: z.array(duplicateSchema).describe('Likely ones, the likeliest first, at most 10'),
})
export type Duplicates = z.infer<typeof duplicatesSchema>

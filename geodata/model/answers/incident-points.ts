/** What `GET /patrol/incidents/points` answers: incidents as columns of equal length, in the order of receipt. */
import { z } from 'zod'

/** Columns may have half a million values, and checking for integers takes zod ten times as long. */
const integers = z.array(z.number().meta({ type: 'integer' }))

const outcome = z.enum(['met', 'breached', 'running'])
export const incidentPointsSchema = z.object({
  epoch: z.number().nullable().describe('Seconds since 1970 of the first incident'),
  count: z.int(),
  id: integers,
  lon: z.array(z.number()),
  lat: z.array(z.number()),
  received_s: integers.describe('Seconds after epoch'),
  kind: integers.describe('Index into kinds'),
  kinds: z.array(z.string()),
  zone: integers.describe('Index into zones; -1 outside all zones'),
  zones: z.array(z.string()).describe('Codes of the zones'),
  outcome: integers.describe('Index into outcomes'),
  outcomes: z
    .array(z.tuple([outcome, outcome, outcome]))
    .describe('Of the clocks routed, arrived and fed back; breached: late, or not reached and overdue'),
  synthetic: z.boolean(),
})
export type IncidentPoints = z.infer<typeof incidentPointsSchema>

/** JSON of the list of incidents. Positions in WGS 84 degrees, times in ISO 8601. */
import { z } from 'zod'
import { clockStarts, clocks } from '../patrol/clocks.ts'
import { rowIdSchema } from './row-id.ts'

const incidentSchema = z.object({
  id: rowIdSchema,
  number: z.string(),
  kind: z.string(),
  state: z.string(),
  channel: z.string(),
  zone_code: z.string().nullable(),
  unit_code: z.string().nullable(),
  received_at: z.string(),
  routed_at: z.string().nullable(),
  arrived_at: z.string().nullable(),
  fed_back_at: z.string().nullable(),
  closed_at: z.string().nullable(),
  clock: z
    .enum(clocks)
    .nullable()
    .describe('The clock that runs; null if the incident is fed back or closed'),
  due_at: z.string().nullable().describe('When this clock runs out'),
  lon: z.number(),
  lat: z.number(),
  reopened_at: z.string().nullable().describe('The clocks run from here where it is set'),
  words: z.string().nullable(),
  priority: z.int().describe('1 is the most urgent, 3 the usual'),
  alarm_level: z.int(),
  synthetic: z.boolean(),
})
export type ListedIncident = z.infer<typeof incidentSchema>

export const incidentListSchema = z.object({
  as_of: z.string().describe("The server's time, by which incidents are overdue"),
  open: z.int().describe('Number of open incidents that match the other filters, whatever the status'),
  overdue: z.int().describe('How many of these are overdue'),
  matched: z.int().describe('Number of incidents that match all filters'),
  sla_from: z.enum(clockStarts).describe('From where the clocks run'),
  incidents: z.array(incidentSchema),
  next: z.string().nullable().describe('Value of `after` for the next page; null on the last one'),
})
export type IncidentList = z.infer<typeof incidentListSchema>

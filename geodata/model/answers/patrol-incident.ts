/** JSON of working on incidents: intake, events, and what an incident is by its log. Times in ISO 8601. */
import { z } from 'zod'
import { incidentChannels, incidentKinds } from '../codes.ts'
import { clocks } from '../patrol/clocks.ts'
import { incidentEventTypes, incidentStates, incidentSteps } from '../patrol/incident-machine.ts'
import { rowIdSchema } from './row-id.ts'

const time = z.string()
const maybeTime = z.string().nullable()

const sentUnitSchema = z.object({
  code: z.string(),
  lead: z.boolean(),
  sent_at: time,
  accepted_at: maybeTime,
  arrived_at: maybeTime,
  released_at: maybeTime,
})

const incidentEventSchema = z.object({
  id: rowIdSchema,
  ordinal: z.int().describe('Place in the log of the incident, from 1'),
  key: z.string().nullable(),
  type: z.enum(incidentEventTypes),
  at: time.describe("By the sender's clock"),
  counted_at: time.describe('The time that counts for the clocks'),
  server_at: time.describe('When the server got it'),
  account: z.object({ id: z.int(), name: z.string().nullable() }).nullable(),
  unit_code: z.string().nullable(),
  from_state: z.enum(incidentStates).nullable(),
  to_state: z.enum(incidentStates),
  details: z.looseObject({ note: z.string().optional() }),
})
export type IncidentEvent = z.infer<typeof incidentEventSchema>

/** An incident as its log makes it. */
const incidentStandSchema = z.object({
  id: rowIdSchema,
  number: z.string(),
  kind: z.string(),
  words: z.string().nullable(),
  channel: z.string(),
  zone_code: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  state: z.enum(incidentStates),
  possible: z.array(z.enum(incidentSteps)).describe('Steps that are possible now'),
  priority: z.int().describe('1 is the most urgent, 3 the usual'),
  alarm_level: z.int().describe('1 to 5'),
  unit_code: z.string().nullable().describe('The unit in the lead'),
  units: z.array(sentUnitSchema),
  received_at: time,
  routed_at: maybeTime,
  accepted_at: maybeTime,
  arrived_at: maybeTime,
  resolved_at: maybeTime,
  fed_back_at: maybeTime,
  closed_at: maybeTime,
  reopened_at: maybeTime,
  merged_into: rowIdSchema.nullable(),
  merged: z
    .array(z.object({ id: rowIdSchema, number: z.string() }))
    .describe('Incidents that were merged into this one'),
  clock: z.enum(clocks).nullable(),
  due_at: maybeTime.describe('When the running clock runs out'),
  synthetic: z.boolean(),
})
export type IncidentStand = z.infer<typeof incidentStandSchema>

/** What an appended event brought: the incident after it. */
export const appendedEventSchema = z.object({
  replayed: z.boolean().describe('The event with this key was in the log already'),
  event_id: rowIdSchema,
  incident: incidentStandSchema,
})

export const incidentStorySchema = z.object({
  incident: incidentStandSchema,
  events: z.array(incidentEventSchema),
})

const MAX_UNITS = 50
const moment = z.iso.datetime({ offset: true })
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\0'))
const unitCode = text(100).min(1)

const shared = {
  key: z.uuid().describe('Names the event wherever it is sent again; unique for an account'),
  at: moment.describe("By the sender's clock"),
  sent_at: moment.optional().describe("When the sender's clock sent it, so that its error is known"),
}

/** An event of an incident. */
export const newEventSchema = z.strictObject({
  ...shared,
  type: z.enum(incidentSteps),
  unit: unitCode.optional().describe('The unit that acts; the lead if it is missing'),
  units: z
    .array(z.strictObject({ code: unitCode, lead: z.boolean().default(false) }))
    .min(1)
    .max(MAX_UNITS)
    .refine((units) => new Set(units.map(({ code }) => code)).size === units.length)
    .refine((units) => units.filter(({ lead }) => lead).length <= 1)
    .optional()
    .describe('Of routed, rerouted and units_added'),
  into: rowIdSchema.optional().describe('Of merged: the incident that stays'),
  level: z.int().min(2).max(5).optional().describe('Of alarm_raised'),
  priority: z.int().min(1).max(3).optional().describe('Of priority_changed'),
  photos: z
    .array(z.uuid())
    .min(1)
    .max(10)
    .optional()
    .describe('Of photo_added: photos that were sent before'),
  note: text(2_000).optional(),
})
export type NewEvent = z.infer<typeof newEventSchema>

const channels = Object.keys(incidentChannels) as [keyof typeof incidentChannels]
const kinds = Object.keys(incidentKinds) as [string, ...string[]]

/** Maximum photos of a new report; events can add more. */
export const MAX_REPORT_PHOTOS = 5

/** A report that is taken in. Position in WGS 84 degrees. */
export const newIncidentSchema = z.strictObject({
  ...shared,
  kind: z.enum(kinds),
  channel: z.enum(channels),
  priority: z.int().min(1).max(3).default(3),
  words: text(2_000).optional(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  contact: z
    .strictObject({
      name: text(100).nullish(),
      phone: text(40).nullish(),
      note: text(500).nullish(),
    })
    .optional()
    .describe('Stored encrypted; lead and admin only'),
  photos: z
    .array(z.uuid())
    .max(MAX_REPORT_PHOTOS)
    .optional()
    .describe('Photos that were sent before; those that the server does not have are left out'),
})
export type NewIncident = z.infer<typeof newIncidentSchema>

/** 409: the step is not possible in the state that the incident has now. */
export const impossibleStepSchema = z.looseObject({
  status: z.int(),
  state: z.enum(incidentStates),
  possible: z.array(z.enum(incidentSteps)),
  last: incidentEventSchema.nullable().describe('The event that brought this state'),
})

export const statusLinkSchema = z.object({
  url: z.string().describe('Private: whoever has it sees how the report stands'),
})

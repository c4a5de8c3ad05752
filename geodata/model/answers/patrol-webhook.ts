/** JSON of webhooks, of messages that wait or failed, and of codes of other systems. Times in ISO 8601. */
import { z } from 'zod'
import { incidentChannels } from '../codes.ts'
import { incidentEventTypes } from '../patrol/incident-machine.ts'
import { rowIdSchema } from './row-id.ts'

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\0'))
const channels = Object.keys(incidentChannels) as [keyof typeof incidentChannels]
const webhookName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)

export const newWebhookSchema = z
  .strictObject({
    name: webhookName.describe('Small letters, digits, - and _; the address of incoming ones ends with it'),
    direction: z.enum(['in', 'out']),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional()
      .describe('Of outgoing ones'),
    events: z
      .array(z.enum(incidentEventTypes))
      .max(50)
      .optional()
      .describe('Types of events, of outgoing ones'),
    channel: z.enum(channels).optional().describe('Of incoming reports'),
  })
  .refine(({ direction, url }) => (direction === 'out') === (url !== undefined), { path: ['url'] })
  .refine(({ direction, channel }) => (direction === 'in') === (channel !== undefined), { path: ['channel'] })

const webhookSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  direction: z.enum(['in', 'out']),
  url: z.string().nullable(),
  events: z.array(z.string()),
  channel: z.string().nullable(),
  enabled: z.boolean(),
})
export type Webhook = z.infer<typeof webhookSchema>
export const webhooksSchema = z.object({ webhooks: z.array(webhookSchema) })
export const madeWebhookSchema = webhookSchema.extend({
  secret: z.string().describe('Shown this once: signs what is sent and received'),
})

const deliverySchema = z.object({
  id: rowIdSchema,
  to: z.string().describe('Name of the webhook, or e-mail address'),
  type: z.string(),
  state: z.enum(['waiting', 'sent', 'dead']),
  attempts: z.int(),
  error: z.string().nullable(),
  created_at: z.string(),
  next_at: z.string(),
})
export type DeliveryRow = z.infer<typeof deliverySchema>
export const deliveriesSchema = z.object({ deliveries: z.array(deliverySchema) })

/** What a partner sends: a report, or a note to an incident that it reported. */
export const incomingSchema = z.strictObject({
  id: text(200).min(1).describe("The sender's own id of the message: sent again, it is taken once"),
  type: z.enum(['incident.report', 'incident.note']),
  at: z.iso.datetime({ offset: true }),
  report: text(200).min(1).optional().describe('Of a note: the id of the report'),
  kind: text(60).min(1).optional(),
  code: z
    .strictObject({ scheme: text(60).min(1), code: text(60).min(1), name: text(200).optional() })
    .optional()
    .describe("The sender's own code of the kind"),
  priority: z.int().min(1).max(3).default(3),
  words: text(2_000).optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  datum: z.enum(['WGS84', 'GCJ02']).default('WGS84'),
  contact: z.strictObject({ name: text(100).nullish(), phone: text(40).nullish() }).optional(),
})
export type Incoming = z.infer<typeof incomingSchema>
export const takenInSchema = z.object({
  replayed: z.boolean(),
  incident: z.object({ id: rowIdSchema, number: z.string(), state: z.string() }),
})

const outsideCodeSchema = z.object({
  scheme: z.string(),
  code: z.string(),
  name: z.string().nullable(),
  kind: z.string().nullable().describe('Kind of incidents here; null: nobody has said yet'),
  version: z.string().nullable(),
  source: z.string().nullable().describe('The text that says so'),
  seen: z.int().describe('Reports that came with it'),
})
export type OutsideCode = z.infer<typeof outsideCodeSchema>
export const outsideCodesSchema = z.object({ codes: z.array(outsideCodeSchema) })
export const importedCodesSchema = z.object({ added: z.int(), changed: z.int() })

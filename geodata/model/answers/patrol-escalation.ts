/** JSON of rules that tell of clocks, and of what they told. Times in ISO 8601. */
import { z } from 'zod'
import { clocks } from '../patrol/clocks.ts'
import { rowIdSchema } from './row-id.ts'

const dayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** A rule as a lead writes it. */
export const newRuleSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .refine((text) => !text.includes('\0')),
    clock: z.enum(clocks),
    offset_s: z.int().min(-1800).max(86_400).describe('Seconds after the clock runs out; negative is before'),
    action: z.enum(['page', 'sound', 'webhook', 'email']),
    webhook_id: rowIdSchema.optional().describe('Of action webhook'),
    email: z.email().max(200).optional().describe('Of action email'),
    kinds: z.array(z.string().max(100)).min(1).max(50).optional().describe('All kinds without it'),
    priority: z.int().min(1).max(3).default(3).describe('Of this priority and more urgent ones'),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .default([1, 2, 3, 4, 5, 6, 7])
      .describe('1 is Monday'),
    from_time: dayTime.default('00:00').describe('Of the day in China'),
    to_time: dayTime.default('24:00').describe('Over midnight where it is not later than from_time'),
  })
  .refine(({ action, webhook_id }) => (action === 'webhook') === (webhook_id !== undefined), {
    path: ['webhook_id'],
  })
  .refine(({ action, email }) => (action === 'email') === (email !== undefined), { path: ['email'] })

const ruleSchema = z.object({
  id: rowIdSchema,
  name: z.string(),
  clock: z.enum(clocks),
  offset_s: z.int(),
  action: z.enum(['page', 'sound', 'webhook', 'email']),
  webhook_id: rowIdSchema.nullable(),
  email: z.string().nullable(),
  kinds: z.array(z.string()).nullable(),
  priority: z.int(),
  weekdays: z.array(z.int()),
  from_time: z.string(),
  to_time: z.string(),
})
export type EscalationRule = z.infer<typeof ruleSchema>
export const rulesSchema = z.object({ rules: z.array(ruleSchema) })

const escalationSchema = z.object({
  id: rowIdSchema,
  rule: z.string().describe('Name of the rule'),
  action: z.enum(['page', 'sound', 'webhook', 'email']),
  clock: z.enum(clocks),
  offset_s: z.int(),
  incident_id: rowIdSchema,
  number: z.string(),
  kind: z.string(),
  due_at: z.string(),
  fired_at: z.string(),
  is_open: z.boolean().describe('The clock still runs, so that something is to be done'),
})
export type Escalation = z.infer<typeof escalationSchema>
export const escalationsSchema = z.object({ escalations: z.array(escalationSchema) })

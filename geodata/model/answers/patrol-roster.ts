/** JSON of rosters: who is in a unit, when it is on duty, and what it is ready for. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

const moment = z.string().describe('RFC 3339')

export const checkInKinds = ['begin', 'end', 'rest_begin', 'rest_end', 'here', 'present', 'absent'] as const

const rulesSchema = z.object({
  crew_minimum: z.int(),
  turn_out_s: z.int().describe('Seconds from the order to the departure'),
  rest_after_min: z.int().describe('Minutes of duty after which a rest is due'),
  check_in_min: z.int().nullable().describe('Minutes without a check-in that raise an alarm; null: never'),
})

const readinessSchema = z.object({
  on_shift: z.boolean(),
  rostered: z.boolean().describe('False for a unit without shifts and check-ins, whose state is set by hand'),
  shift_ends_at: moment.nullable(),
  crew_present: z.int(),
  resting: z.boolean(),
  rest_due_at: moment.nullable(),
  skills: z.array(z.string()),
  checked_in_at: moment.nullable().describe('Last check-in of the unit'),
})

const memberSchema = z.object({
  id: rowIdSchema,
  account_id: rowIdSchema.nullable(),
  name: z.string().nullable().describe('For leads and administrators only'),
  account: z.string().nullable().describe('Name of the account; for leads and administrators only'),
  force: z.string(),
  skills: z.array(z.string()),
  present: z.boolean(),
})

const shiftSchema = z.object({
  id: rowIdSchema,
  uid: z.string(),
  starts_at: moment,
  ends_at: moment,
  summary: z.string().nullable(),
})

const unitRosterSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  zone_code: z.string().nullable(),
  state: z.string(),
  rules: rulesSchema,
  readiness: readinessSchema,
  members: z.array(memberSchema),
  shifts: z.array(shiftSchema).describe('Of the asked time'),
})
export type UnitRoster = z.infer<typeof unitRosterSchema>

export const rostersSchema = z.object({
  as_of: moment,
  own: z.string().nullable().describe('Code of the unit that the account belongs to'),
  units: z.array(unitRosterSchema),
})

export const addedShiftSchema = z.object({ id: rowIdSchema })

export const readShiftsSchema = z.object({
  shifts: z.int().describe('Number of coming shifts'),
  rules: z.int().describe('Number of events that repeat'),
})

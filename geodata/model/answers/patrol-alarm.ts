/** JSON of alarms of units and of roll calls. WGS 84 degrees. */
import { z } from 'zod'
import { crossingBases } from '../patrol/zone-crossings.ts'
import { rowIdSchema } from './row-id.ts'

const moment = z.string().describe('RFC 3339')

/** Each kind has its own; older alarms may have none. */
const detailsSchema = z.object({
  minutes: z.number().optional().describe('check_in: between two check-ins'),
  since: z.string().optional().describe('check_in: time of the last one'),
  roll_call: rowIdSchema.optional(),
  zone: z.string().optional().describe('zone_left: code of the zone'),
  earliest: z.string().optional().describe('zone_left: last position in the zone'),
  latest: z.string().optional().describe('zone_left: first position outside'),
  basis: z.enum(crossingBases).optional(),
  incident: rowIdSchema.optional().describe('off_route: where the unit was sent'),
  number: z.string().optional().describe('off_route: number of the incident'),
  metres: z.number().optional().describe('off_route: distance from the route'),
  seconds: z.number().optional().describe('off_route: time away from the route'),
})

const alarmSchema = z.object({
  id: rowIdSchema,
  kind: z.enum(['sos', 'check_in', 'roll_call', 'zone_left', 'off_route']),
  unit: z.string().describe('Code of the unit'),
  unit_id: rowIdSchema,
  unit_name: z.string(),
  zone_code: z.string().nullable(),
  at: moment.describe('By the clock of the device'),
  raised_at: moment,
  by: z.enum(['account', 'device', 'platform']),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  acknowledged_at: moment.nullable(),
  acknowledged_by: z.string().nullable().describe('Name of whoever acknowledged it'),
  note: z.string().nullable(),
  details: detailsSchema,
})
export type PatrolAlarm = z.infer<typeof alarmSchema>

export const acknowledgedSchema = alarmSchema
export const alarmsSchema = z.object({ as_of: moment, alarms: z.array(alarmSchema).describe('Newest first') })
export const raisedAlarmSchema = z.object({ id: rowIdSchema })

const rollCallSchema = z.object({
  id: rowIdSchema,
  started_at: moment,
  due_at: moment,
  units: z.array(z.object({ unit: z.string(), answered_at: moment.nullable() })),
})
export type RollCall = z.infer<typeof rollCallSchema>

export const startedRollCallSchema = rollCallSchema
export const rollCallsSchema = z.object({
  as_of: moment,
  roll_calls: z.array(rollCallSchema).describe('Newest first'),
})

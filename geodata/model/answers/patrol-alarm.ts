/** JSON of alarms of units and of roll calls. WGS 84 degrees. */
import { z } from 'zod'
import { rowIdSchema } from './row-id.ts'

const moment = z.string().describe('RFC 3339')

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

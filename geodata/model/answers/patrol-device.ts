/** JSON of devices on board, and of positions that are not believed. */
import { z } from 'zod'
import { doubts } from '../patrol/position-judge.ts'
import { rowIdSchema } from './row-id.ts'

const deviceSchema = z.object({
  id: rowIdSchema,
  unit: z.string().nullable().describe('Code of its unit; null: a gateway'),
  gateway_id: rowIdSchema.nullable(),
  external_id: z.string().nullable().describe('What its gateway calls it'),
  name: z.string(),
  datum: z.string(),
  moves_unit: z.boolean(),
  last_at: z.string().nullable().describe('Time of its newest believed position'),
  created_at: z.string(),
  revoked_at: z.string().nullable(),
})
export type PatrolDevice = z.infer<typeof deviceSchema>

export const devicesSchema = z.object({ devices: z.array(deviceSchema) })

export const addedDeviceSchema = z.object({
  id: rowIdSchema,
  token: z.string().nullable().describe('Shown this once; null for a device of a gateway'),
})

const doubtfulSchema = z.object({
  id: rowIdSchema,
  unit: z.string(),
  device: z.string().nullable().describe('Name of the device; null: sent by an account'),
  at: z.string(),
  received_at: z.string(),
  reason: z.enum(doubts),
  accuracy_m: z.number().nullable(),
  speed_mps: z.number().nullable().describe('From the position that it disagrees with'),
  lon: z.number(),
  lat: z.number(),
})
export type DoubtfulPosition = z.infer<typeof doubtfulSchema>

export const quarantineSchema = z.object({
  positions: z.array(doubtfulSchema).describe('Newest first'),
  more: z.boolean(),
})

/** What OwnTracks is answered: commands for the phone, of which there are none. */
export const owntracksAnswerSchema = z.array(z.object({}))

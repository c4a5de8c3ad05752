/**
 * Events of `GET /patrol/live`: `units` with their positions and states, `incident`, `alarm` and
 * `roll_call` with the id of what changed, `everything` if events may have been missed. Positions in WGS 84 degrees.
 */
import { z } from 'zod'
import { unitStateSchema } from './patrol.ts'
import { rowIdSchema } from './row-id.ts'

export const liveUnitSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  zone: z.string().nullable().describe('Code of its zone'),
  state: unitStateSchema,
  at: z.string().nullable().describe('Time of the position, RFC 3339'),
  lon: z.number(),
  lat: z.number(),
  accuracy: z.number().nullable().describe('Metres'),
  heading: z.number().nullable().describe('Degrees from north'),
})

export const liveUnitsSchema = z.object({
  units: z.array(liveUnitSchema),
  gone: z.array(rowIdSchema).describe('Units that have left what the reader may see'),
})
export type LiveUnits = Readonly<z.infer<typeof liveUnitsSchema>>

export const liveRowSchema = z.object({ id: rowIdSchema })
type LiveRow = Readonly<z.infer<typeof liveRowSchema>>

/** `unit_list`: units were added or deleted, or their rosters changed; request the lists again. */
export type PatrolEvent =
  | { readonly event: 'units'; readonly data: LiveUnits }
  | { readonly event: 'unit_list'; readonly data: Record<string, never> }
  | { readonly event: 'incident'; readonly data: LiveRow }
  | { readonly event: 'alarm'; readonly data: LiveRow }
  /** A roll call was started or answered. */
  | { readonly event: 'roll_call'; readonly data: LiveRow }
  /** A unit entered or left a zone; the id is that of the unit. */
  | { readonly event: 'crossing'; readonly data: LiveRow }

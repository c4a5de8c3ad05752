/** JSON of patrol zones and units. Positions in WGS 84 degrees. */
import { z } from 'zod'
import { boundsSchema } from './geometry.ts'
import { rowIdSchema } from './row-id.ts'

const attainmentSchema = z.object({
  limit_s: z.number(),
  met: z.int(),
  breached: z.int().describe('Late, or open and overdue'),
  rate: z.number().nullable().describe('met / (met + breached); null if nothing was due'),
  interval: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe("Low and high end of Wilson's 95 % interval of the rate"),
})
export type Attainment = z.infer<typeof attainmentSchema>

const zoneSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  area_m2: z.number(),
  greenway_length_m: z.number(),
  bbox: boundsSchema,
  incidents_30d: z.int(),
  incidents_open: z.int(),
  synthetic: z.boolean(),
  units: z.object({ available: z.int(), en_route: z.int(), on_scene: z.int(), off_shift: z.int() }),
  attainment: z.object({
    routed: attainmentSchema,
    arrived: attainmentSchema,
    fed_back: attainmentSchema,
  }),
})
export type PatrolZone = z.infer<typeof zoneSchema>

export const zonesSchema = z.object({
  as_of: z.string().nullable().describe('End of the 30 days'),
  zones: z.array(zoneSchema),
})
export type PatrolZones = z.infer<typeof zonesSchema>

export const unitStateSchema = z.enum(['available', 'en_route', 'on_scene', 'off_shift'])

const unitSchema = z.object({
  id: rowIdSchema,
  code: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  state: unitStateSchema,
  zone_code: z.string().nullable(),
  members: z.int(),
  vehicle: z.string().nullable(),
  phone: z.string().nullable(),
  skills: z.array(z.string()),
  position_at: z.string().nullable(),
  accuracy_m: z.number().nullable(),
  heading: z.number().nullable(),
  lon: z.number(),
  lat: z.number(),
  synthetic: z.boolean(),
  off_route: z
    .object({
      incident: rowIdSchema,
      number: z.string(),
      metres: z.number().describe('Greatest distance from its route'),
      since: z.string().describe('RFC 3339'),
    })
    .nullable()
    .describe('Null for a unit on its route, or without one'),
})
export type PatrolUnit = z.infer<typeof unitSchema>

export const unitsSchema = z.object({ units: z.array(unitSchema) })

/** What the desk asks the server for, checked on arrival. */
import { z } from 'zod'

const attainment = z.object({
  limit_s: z.number(),
  met: z.number(),
  breached: z.number(),
  rate: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
})

const zonesSchema = z.object({
  as_of: z.string().nullable(),
  zones: z.array(
    z.object({
      id: z.number(),
      code: z.string(),
      name: z.string(),
      name_en: z.string().nullable(),
      area_m2: z.number(),
      greenway_length_m: z.number(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      incidents_30d: z.number(),
      incidents_open: z.number(),
      synthetic: z.boolean(),
      units: z.object({
        available: z.number(),
        en_route: z.number(),
        on_scene: z.number(),
        off_shift: z.number(),
      }),
      attainment: z.object({ routed: attainment, arrived: attainment, fed_back: attainment }),
    }),
  ),
})

const unitState = z.enum(['available', 'en_route', 'on_scene', 'off_shift'])
const unitsSchema = z.object({
  units: z.array(
    z.object({
      id: z.number(),
      code: z.string(),
      name: z.string(),
      name_en: z.string().nullable(),
      state: unitState,
      zone_code: z.string().nullable(),
      members: z.number(),
      position_at: z.string().nullable(),
      heading: z.number().nullable(),
      lon: z.number(),
      lat: z.number(),
      synthetic: z.boolean(),
    }),
  ),
})

export const readZones = (body: unknown) => zonesSchema.parse(body)
export const readUnits = (body: unknown) => unitsSchema.parse(body).units

export type Zones = ReturnType<typeof readZones>
export type Zone = Zones['zones'][number]
export type Clock = keyof Zone['attainment']
export type Attainment = Zone['attainment'][Clock]
export type PatrolUnit = ReturnType<typeof readUnits>[number]

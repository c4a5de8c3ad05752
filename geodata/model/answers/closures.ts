/** JSON of closures of ways. */
import { z } from 'zod'
import { geometrySchema } from './geometry.ts'
import { networkProfileSchema } from './patrol-ranking.ts'
import { rowIdSchema } from './row-id.ts'

export const closureKinds = ['road_work', 'flood', 'event', 'accident', 'landslide', 'other'] as const

export const closureSchema = z.object({
  id: rowIdSchema,
  kind: z.enum(closureKinds),
  reason_zh: z.string(),
  reason_en: z.string().nullable(),
  profiles: z.array(networkProfileSchema),
  road_id: rowIdSchema.nullable(),
  starts_at: z.string(),
  ends_at: z.string().nullable(),
  in_force: z.boolean(),
  geometry: geometrySchema.describe(
    'A point closes the nearest way, a line the ways along it, an area all in it',
  ),
})
export type Closure = z.infer<typeof closureSchema>

export const closuresSchema = z.object({ closures: z.array(closureSchema) })

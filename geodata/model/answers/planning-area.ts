/** Where the parcels are: `GET /planning/area`. */
import { z } from 'zod'

const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()])

export const planningAreaSchema = z.object({
  extent: bounds.nullable().describe('West, south, east, north of all parcels in WGS 84; null without any'),
  focus: bounds.nullable().describe('Where parcels for building are densest, about 2 km across'),
  towns: z.array(z.object({ code: z.string(), name: z.string().nullable() })),
})
export type PlanningArea = z.infer<typeof planningAreaSchema>

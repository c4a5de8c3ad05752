/** JSON of the log of zone crossings. WGS 84 degrees. */
import { z } from 'zod'
import { crossingBases } from '../patrol/zone-crossings.ts'
import { rowIdSchema } from './row-id.ts'

const moment = z.string().describe('RFC 3339')

const crossingSchema = z.object({
  unit: z.string().describe('Code of the unit'),
  unit_id: rowIdSchema,
  zone: z.string().describe('Code of the zone'),
  kind: z.enum(['entered', 'left']),
  at: moment.describe('Interpolated between `earliest` and `latest`; for `gap` the same as `latest`'),
  earliest: moment.describe('Time of the last position before the border'),
  latest: moment.describe('Time of the first position after the border'),
  basis: z
    .enum(crossingBases)
    .describe(
      '`fixes`: positions at most a minute apart; `line`: the straight line between positions further apart; `gap`: more than half an hour apart, nothing is known of the way',
    ),
  lon: z.number(),
  lat: z.number(),
})
export type ZoneCrossing = z.infer<typeof crossingSchema>

export const zoneCrossingsSchema = z.object({
  from: moment,
  to: moment,
  crossings: z.array(crossingSchema).describe('Newest first'),
  more: z.boolean().describe('True if there are more: ask for a shorter period'),
})

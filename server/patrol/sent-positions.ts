/** Schemas of positions in requests. */
import { z } from 'zod'
import { parameter } from '../http/parameters.ts'

const positionSchema = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracy_m: z.number().min(0).max(1_000_000).nullish(),
  heading: z.number().min(0).lt(360).nullish(),
})

/** Returns the schema of a body with up to `most` positions. */
export const positionsSchemaOf = (most: number) =>
  z.strictObject({
    positions: parameter(z.array(positionSchema).min(1).max(most), {
      zh: `1 到 ${most} 个位置，各有 at（RFC 3339 的时刻）、lon、lat，可有 accuracy_m、heading（0 至 360 以下）`,
      en: `1 to ${most} positions, each with at (a time of RFC 3339), lon, lat, and maybe accuracy_m, heading (0 to below 360)`,
    }),
  })

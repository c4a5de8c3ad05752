/** JSON of archives of tiles. */
import { z } from 'zod'
import { tileJsonSchema } from './tilejson.ts'

export const archivesSchema = z.object({
  archives: z.array(z.object({ name: z.string(), tilejson: z.string(), pmtiles: z.string() })),
})

/** Archives made elsewhere may describe their layers differently. */
export const archiveTileJsonSchema = tileJsonSchema.extend({
  encoding: z.string().optional(),
  vector_layers: z.array(z.looseObject({ id: z.string() })).optional(),
})

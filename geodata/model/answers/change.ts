/** What server-sent events tell of changed rows. */
import { z } from 'zod'
import { MAX_ZOOM } from '../tile.ts'
import { boundsSchema } from './geometry.ts'

const zoom = z.int().min(0).max(MAX_ZOOM)

export const tileChangeSchema = z.object({
  layer: z.string().min(1).describe('A layer of the catalogue, or `terrain`'),
  boxes: z
    .array(boundsSchema.readonly())
    .readonly()
    .nullable()
    .describe('EPSG:3857 metres, of the old and the new geometry; null for anywhere'),
  zooms: z
    .tuple([zoom, zoom])
    .readonly()
    .optional()
    .describe('The lowest and the highest that changed; without them, all'),
})
export type TileChange = Readonly<z.infer<typeof tileChangeSchema>>

/** Server-sent events about changed rows. */
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
    .describe('EPSG:3857 metres, around the old and the new geometry; null: anywhere'),
  zooms: z
    .tuple([zoom, zoom])
    .readonly()
    .optional()
    .describe('Lowest and highest changed zoom; without them, all zooms'),
})
export type TileChange = Readonly<z.infer<typeof tileChangeSchema>>

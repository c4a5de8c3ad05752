/** What server-sent events tell of changed rows. */
import { z } from 'zod'
import { MAX_ZOOM } from '../tile.ts'
import { boundsSchema } from './geometry.ts'

const zoom = z.int().min(0).max(MAX_ZOOM)

/** Boxes in EPSG:3857 metres; null for anywhere. Zooms: the lowest and the highest that changed. */
export const tileChangeSchema = z.object({
  layer: z.string().min(1),
  boxes: z.array(boundsSchema).nullable(),
  zooms: z.tuple([zoom, zoom]).optional(),
})

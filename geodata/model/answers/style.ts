/** The map style, version 8 of the MapLibre style specification, which says the rest. */
import { z } from 'zod'

export const styleSchema = z.looseObject({ version: z.literal(8), layers: z.array(z.looseObject({})) })

/** The map style (MapLibre style specification, version 8); only the top level is described. */
import { z } from 'zod'

export const styleSchema = z.looseObject({ version: z.literal(8), layers: z.array(z.looseObject({})) })

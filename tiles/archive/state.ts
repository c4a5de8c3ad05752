/** How an archive or an interrupted build was made. */
import { z } from 'zod'
import { positionSchema } from './changes.ts'

/** The options, and the versions of what made it. */
const planSchema = z.object({
  layers: z.array(z.string()),
  zooms: z.tuple([z.int(), z.int()]),
  /** WGS 84 degrees; null for no limit. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  fingerprint: z.string(),
})

/** Stored in an archive's metadata as `shuangxi`, and in a journal's first line. */
export const stateSchema = positionSchema.extend({ plan: planSchema })
export type State = z.infer<typeof stateSchema>

/** Returns whether tiles of one are valid in the other, except those changed since. */
export function sameMaking(a: State, b: State): boolean {
  return a.database === b.database && JSON.stringify(a.plan) === JSON.stringify(b.plan)
}

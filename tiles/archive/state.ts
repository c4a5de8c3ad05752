/** What an archive, or a build that was cut off, says of how it was made. */
import { z } from 'zod'
import { positionSchema } from './changes.ts'

/** What was asked for, and what made it. */
const planSchema = z.object({
  layers: z.array(z.string()),
  zooms: z.tuple([z.int(), z.int()]),
  /** WGS 84 degrees; null for no limit. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  fingerprint: z.string(),
})

/** Stands in an archive's metadata as `shuangxi`, and in a journal's first line. */
export const stateSchema = positionSchema.extend({ plan: planSchema })
export type State = z.infer<typeof stateSchema>

/** True where tiles of one may stand in the other, but for what has changed between them. */
export function sameMaking(a: State, b: State): boolean {
  return a.database === b.database && JSON.stringify(a.plan) === JSON.stringify(b.plan)
}

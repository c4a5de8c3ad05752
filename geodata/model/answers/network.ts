/** JSON about the network in memory. */
import { z } from 'zod'

export const networkStatusSchema = z.object({
  state: z.enum(['none', 'building', 'ready']).describe('`none`: the first question builds it'),
  outdated: z.boolean().describe('Ways have changed since; a new one is built while this one answers'),
  version: z.string().nullable(),
  built_at: z.string().nullable(),
  age_s: z.number().nullable(),
  bytes: z.int().nullable().describe('Of its arrays in memory'),
  nodes: z.int().nullable(),
  edges: z.int().nullable(),
  closures: z.int().nullable().describe('In force'),
})
export type NetworkStatus = z.infer<typeof networkStatusSchema>

export const networkSchema = networkStatusSchema.extend({
  profiles: z.array(z.string()),
  barriers: z.int(),
  squares: z.int(),
  turns: z.int().describe('Turn restrictions that are obeyed'),
  conditional_turns: z.int().describe('Those that hold at times only: kept, and not obeyed'),
  unresolved_turns: z.int().describe('Those whose ways do not meet as they say'),
})

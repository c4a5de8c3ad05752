/** What `/healthz` and `/readyz` answer. */
import { z } from 'zod'
import { networkStatusSchema } from './network.ts'

export const healthSchema = z.object({ status: z.literal('ok') })

export const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.enum(['up', 'down']),
  migrations: z.enum(['done', 'pending', 'unknown']),
  sample: z.enum(['done', 'loading']),
  writing: z
    .enum(['ready', 'disk-full', 'unknown'])
    .describe('Whether the disk has space for writing; reading works without'),
  network: networkStatusSchema.describe('Roads and paths in memory, for times and routes'),
})
export type Readiness = z.infer<typeof readinessSchema>

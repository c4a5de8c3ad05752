/** What `/healthz` and `/readyz` answer. */
import { z } from 'zod'

export const healthSchema = z.object({ status: z.literal('ok') })

export const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.enum(['up', 'down']),
  migrations: z.enum(['done', 'pending', 'unknown']),
  sample: z.enum(['done', 'loading']),
  writing: z
    .enum(['ready', 'disk-full', 'unknown'])
    .describe('Whether the disk has space for writing; reading works without'),
})
export type Readiness = z.infer<typeof readinessSchema>

/** JSON of jobs: long tasks started by an account. */
import { z } from 'zod'
import { textSchema } from './text.ts'

const stateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])

export const jobSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: stateSchema,
  step: textSchema.nullable().describe('Current step'),
  share: z.number().min(0).max(1).nullable().describe('Completed share of this step'),
  cancel_requested: z.boolean(),
  result: z.unknown().describe('Result of a finished job; its form depends on the kind'),
  problem: textSchema.nullable().describe('Why it failed'),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
})

/** Server-sent events about a job, without its result. */
export const jobProgressSchema = jobSchema.pick({
  id: true,
  kind: true,
  state: true,
  step: true,
  share: true,
  cancel_requested: true,
})
export type JobProgress = z.infer<typeof jobProgressSchema>

export const jobsSchema = z.object({ jobs: z.array(jobSchema) })

export type JobAnswer = z.infer<typeof jobSchema>

/** Returns whether a job has ended. */
export const isFinished = ({ state }: Pick<JobAnswer, 'state'>): boolean =>
  state !== 'queued' && state !== 'running'

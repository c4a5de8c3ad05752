/** JSON of jobs: long work that an account asked for. */
import { z } from 'zod'
import { textSchema } from './text.ts'

const stateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])

export const jobSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: stateSchema,
  step: textSchema.nullable().describe('What is being done'),
  share: z.number().min(0).max(1).nullable().describe('The share of this step that is done'),
  cancel_requested: z.boolean(),
  result: z.unknown().describe('Of a done job; its form depends on the kind'),
  problem: textSchema.nullable().describe('Why it failed'),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
})

/** What server-sent events tell of a job: without what it gave. */
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

/** Whether nothing more will come of a job. */
export const isFinished = ({ state }: Pick<JobAnswer, 'state'>): boolean =>
  state !== 'queued' && state !== 'running'

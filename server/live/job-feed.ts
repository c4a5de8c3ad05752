/** Progress of jobs, as the database announces it (geodata/schema, announce_job_progress). */
import { z } from 'zod'
import { jobProgressSchema } from '../../geodata/model/answers/job.ts'
import type { ServerContext } from '../context.ts'
import { keepListening } from './keep-listening.ts'

const CHANNEL = 'job_progress'

const noticeSchema = z.object({
  /** 0 for a viewer without an account. */
  account: z.number(),
  job: jobProgressSchema,
})
/** `everything`: notices may have been missed. */
type JobNotice = z.infer<typeof noticeSchema> | 'everything'

function noticeOf(payload: string): JobNotice {
  if (payload === '') return 'everything'
  try {
    return noticeSchema.parse(JSON.parse(payload))
  } catch {
    // From a newer server: clients then request the job.
    return 'everything'
  }
}

export interface JobFeed {
  onNotice(callback: (notice: JobNotice) => void): void
}

/** Notices of the jobs of all accounts, whichever server runs them. */
export function followJobs({ systemDatabase, log }: Pick<ServerContext, 'systemDatabase' | 'log'>): JobFeed {
  const callbacks: ((notice: JobNotice) => void)[] = []
  keepListening(systemDatabase, CHANNEL, log, (payload) => {
    const notice = noticeOf(payload)
    for (const callback of callbacks) callback(notice)
  })
  return { onNotice: (callback) => callbacks.push(callback) }
}

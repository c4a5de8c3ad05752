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
/** Progress of one job, with its owner. */
export type JobNotice = z.infer<typeof noticeSchema>
type OnNotice = (notice: JobNotice | 'everything') => void

function noticeOf(payload: string): JobNotice | 'everything' {
  if (payload === '') return 'everything'
  try {
    return noticeSchema.parse(JSON.parse(payload))
  } catch {
    // From a newer server: clients then request the job.
    return 'everything'
  }
}

export interface JobFeed {
  /** Calls back for each notice; `everything`: notices may have been missed. */
  onNotice(callback: OnNotice): void
  /** Sends a notice of this process that the database cannot announce at the moment. */
  announce(notice: JobNotice): void
}

/** Follows notices of the jobs of all accounts on all servers. */
export function followJobs({ systemDatabase, log }: Pick<ServerContext, 'systemDatabase' | 'log'>): JobFeed {
  const callbacks: OnNotice[] = []
  const announce: OnNotice = (notice) => {
    for (const callback of callbacks) callback(notice)
  }
  keepListening(systemDatabase, CHANNEL, log, (payload) => announce(noticeOf(payload)))
  return { onNotice: (callback) => callbacks.push(callback), announce }
}

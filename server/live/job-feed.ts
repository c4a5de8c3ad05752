/** What the database says of jobs (geodata/schema, announce_job_progress): how far whose job is. */
import { z } from 'zod'
import { jobProgressSchema } from '../../geodata/model/answers/job.ts'
import type { ServerContext } from '../context.ts'
import { listenForGood } from './listen.ts'

const CHANNEL = 'job_progress'

const noticeSchema = z.object({
  /** 0 for a viewer without an account. */
  account: z.number(),
  job: jobProgressSchema,
})
/** `everything`: something may have been missed. */
type JobNotice = z.infer<typeof noticeSchema> | 'everything'

function noticeOf(payload: string): JobNotice {
  if (payload === '') return 'everything'
  try {
    return noticeSchema.parse(JSON.parse(payload))
  } catch {
    // Of a newer server: whoever follows a job asks for it.
    return 'everything'
  }
}

/** Whoever hears how jobs get on. */
export interface JobFeed {
  onNotice(callback: (notice: JobNotice) => void): void
}

/** Follows the jobs of all accounts, on whichever server they are worked on. */
export function followJobs({ systemDatabase, log }: Pick<ServerContext, 'systemDatabase' | 'log'>): JobFeed {
  const callbacks: ((notice: JobNotice) => void)[] = []
  listenForGood(systemDatabase, CHANNEL, log, (payload) => {
    const notice = noticeOf(payload)
    for (const callback of callbacks) callback(notice)
  })
  return { onNotice: (callback) => callbacks.push(callback) }
}

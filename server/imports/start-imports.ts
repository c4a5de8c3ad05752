/** Runs the jobs of the page, imports and those of other capabilities, in one of the servers on the database. */
import type { ServerContext } from '../context.ts'
import { type JobKind, startWorker } from '../jobs/worker.ts'
import type { JobFeed } from '../live/job-feed.ts'
import { importJobs } from './jobs.ts'

/**
 * Works on imports and on `others`, by kind, until the returned function is called. `jobs` receives progress that the database cannot
 * announce at the moment.
 */
export function startImports(
  context: Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'settings' | 'log'>,
  jobs?: JobFeed,
  others: Readonly<Record<string, JobKind>> = {},
): () => Promise<void> {
  const { systemDatabase, settings, log } = context
  return startWorker(
    systemDatabase,
    { ...importJobs(context), ...others },
    {
      onError: (error) => log.error({ err: error }, 'a job failed'),
      onHeldBack: jobs?.announce,
      keptDays: settings.filesKeptDays,
    },
  )
}

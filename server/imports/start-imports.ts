/** Runs the page's imports in one of the servers on the database. */
import type { ServerContext } from '../context.ts'
import { startWorker } from '../jobs/worker.ts'
import type { JobFeed } from '../live/job-feed.ts'
import { importJobs } from './jobs.ts'

/**
 * Works on imports until the returned function is called. `jobs` receives progress that the database cannot
 * announce at the moment.
 */
export function startImports(
  context: Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'settings' | 'log'>,
  jobs?: JobFeed,
): () => Promise<void> {
  const { systemDatabase, settings, log } = context
  return startWorker(systemDatabase, importJobs(context), {
    onError: (error) => log.error({ err: error }, 'a job failed'),
    onHeldBack: jobs?.announce,
    keptDays: settings.filesKeptDays,
  })
}

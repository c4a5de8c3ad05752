/** Has imports by the page done, by one of the servers on the database. */
import type { ServerContext } from '../context.ts'
import { startWorker } from '../jobs/worker.ts'
import { importJobs } from './jobs.ts'

/** From now on, until what it gives is called. */
export function startImports(
  context: Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'settings' | 'log'>,
): () => Promise<void> {
  const { systemDatabase, settings, log } = context
  return startWorker(systemDatabase, importJobs(context), {
    onError: (error) => log.error({ err: error }, 'a job failed'),
    keptDays: settings.filesKeptDays,
  })
}

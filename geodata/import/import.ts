/** Runs an import in one transaction, so that an error or a kill changes nothing in the database. */
import type { Database, DatabaseClient } from '../database/database.ts'
import type { Difference } from './differences.ts'
import { ImportError } from './error.ts'
import type { ImportJob, JobResult } from './job.ts'
import type { ImportIdentity } from './load/store.ts'
import { recordImport } from './load/store.ts'
import type { Repair } from './repairs.ts'
import type { ImportRequest } from './request.ts'
import { RowReport } from './row-report.ts'
import type { Skip } from './skipped.ts'
import { vectorJob } from './vector-job.ts'

export interface ImportReport extends JobResult {
  readonly identity: ImportIdentity
  readonly skipped: readonly Skip[]
  readonly repairs: readonly Repair[]
  readonly differences: readonly Difference[]
  readonly seconds: number
}

export interface ImportHooks {
  /**
   * Runs at the end of the import's transaction, so that it writes together with the import or not at all.
   */
  readonly beforeCommit?: (client: DatabaseClient, report: ImportReport) => Promise<void>
}

/**
 * Imports a file as the layer `request.as` and returns what was stored and left out. Rows of the same source
 * that the file no longer has are deleted; others keep their ids. Throws ImportError for errors that the user
 * can correct, and the reason of `request.signal` if cancelled.
 */
export async function runImport(
  database: Pick<Database, 'transaction'>,
  request: ImportRequest,
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  const start = performance.now()
  refuseSampleSource(request)
  const report = new RowReport()
  const job = await jobOf(request)
  const reportOf = (result: JobResult): ImportReport => ({
    ...result,
    identity: job.identity,
    skipped: report.skipped.list(),
    repairs: report.repairs.list(),
    differences: report.differences,
    seconds: (performance.now() - start) / 1000,
  })
  try {
    return await database.transaction(
      async (client) => {
        const stored = await job.store(client, report)
        request.signal?.throwIfAborted()
        await recordImport(client, job.identity, stored.counts, report, request.by)
        const done = reportOf(stored)
        await hooks.beforeCommit?.(client, done)
        return done
      },
      { statementTimeoutMs: 0 },
    )
  } finally {
    await job.close?.()
  }
}

/** Creates the job that reads the file. Throws ImportError if the file cannot be read or is ambiguous. */
export async function jobOf(request: ImportRequest): Promise<ImportJob> {
  // Each kind is loaded on demand: loading is half the cost of importing a small file.
  if (/\.pbf$/i.test(request.file)) return (await import('./osm/job.ts')).osmJob(request)
  if (request.as === 'dem') return (await import('./dem/job.ts')).demJob(request)
  return vectorJob(request)
}

/** Throws ImportError if the name of the source is reserved for the sample. */
export function refuseSampleSource({ source }: ImportRequest): void {
  if (!source?.startsWith('sample:')) return
  throw new ImportError({
    zh: '来源名不能以“sample:”开头，它留给合成样例。',
    en: 'The name of a source cannot begin with "sample:", which is reserved for the synthetic sample.',
  })
}

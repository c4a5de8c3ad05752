/** Runs an import: one transaction, so that an error or a kill leaves the database as it was. */
import type { Database } from '../database/database.ts'
import { demJob } from './dem/job.ts'
import type { Difference } from './differences.ts'
import { ImportError } from './error.ts'
import type { ImportJob, ImportRequest, JobResult } from './job.ts'
import type { ImportIdentity } from './load/store.ts'
import { recordImport } from './load/store.ts'
import { osmJob } from './osm/job.ts'
import type { Repair } from './repairs.ts'
import { RowReport } from './row-report.ts'
import type { Skip } from './skipped.ts'
import { vectorJob } from './vector/job.ts'

export interface ImportReport extends JobResult {
  readonly identity: ImportIdentity
  readonly skipped: readonly Skip[]
  readonly repairs: readonly Repair[]
  readonly differences: readonly Difference[]
  readonly seconds: number
}

/**
 * Imports a file as `request.as` says and reports what was stored and what was left out. Rows of
 * the same source that the file no longer has are deleted; the others keep their ids.
 * Throws ImportError for what the user can mend, and the reason of `request.signal` when cancelled.
 */
export async function runImport(database: Database, request: ImportRequest): Promise<ImportReport> {
  const start = performance.now()
  if (request.source?.startsWith('sample:')) {
    throw new ImportError({
      zh: '来源名不能以“sample:”开头，它留给合成样例。',
      en: 'The name of a source cannot begin with "sample:", which is kept for the synthetic sample.',
    })
  }
  const report = new RowReport()
  const job = await jobOf(request)
  try {
    const result = await database.transaction(
      async (client) => {
        const stored = await job.store(client, report)
        request.signal?.throwIfAborted()
        await recordImport(client, job.identity, stored.counts, report)
        return stored
      },
      { statementTimeoutMs: 0 },
    )
    const seconds = (performance.now() - start) / 1000
    return {
      ...result,
      identity: job.identity,
      skipped: report.skipped.list(),
      repairs: report.repairs.list(),
      differences: report.differences,
      seconds,
    }
  } finally {
    await job.close?.()
  }
}

async function jobOf(request: ImportRequest): Promise<ImportJob> {
  if (/\.pbf$/i.test(request.file)) return osmJob(request)
  if (request.as === 'dem') return demJob(request)
  return vectorJob(request)
}

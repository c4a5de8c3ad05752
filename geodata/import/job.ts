/** The interface of each kind of import, so that all run, report and cancel in the same way. */
import type { DatabaseClient } from '../database/database.ts'
import type { Text } from '../model/text.ts'
import type { ImportIdentity } from './load/store.ts'
import type { RowReport } from './row-report.ts'

export interface JobResult {
  /** Rows or tiles by name. */
  readonly counts: Readonly<Record<string, number>>
  /** Lines for the report. */
  readonly lines: readonly Text[]
}

export interface ImportJob {
  readonly identity: ImportIdentity
  /** Runs in the import's transaction. */
  store(client: DatabaseClient, report: RowReport): Promise<JobResult>
  /** Releases workers and temporary files. */
  close?(): Promise<void>
}

/** Stops a stream of features if the import is cancelled. */
export async function* untilCancelled<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  for await (const item of items) {
    signal?.throwIfAborted()
    yield item
  }
}

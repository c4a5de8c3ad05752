/** Runs an import, its preview, or the reading of outlines in a separate thread. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Database } from '../../database/database.ts'
import type { DeliveryReport } from '../../model/answers/delivery.ts'
import type { DeliveryProfile } from '../../model/planning/delivery/profile.ts'
import { threadEntry, threadEnvironment } from '../../thread-entry.ts'
import { ImportError } from '../error.ts'
import type { ImportReport } from '../import.ts'
import type { ImportPreview } from '../preview.ts'
import type { OutlineFile } from '../read-outlines.ts'
import type { ImportRequest } from '../request.ts'
import { DatabaseCalls, type TransactionHooks } from './database-calls.ts'
import type { FromThread, ThreadResult, ThreadTask, ToThread } from './messages.ts'

/** A cancelled thread is terminated after this time, because GDAL cannot be interrupted otherwise. */
const GRACE_MS = 1_000

/** As `runImport`, without blocking the caller's thread. Rejects with the signal's reason if cancelled. */
export function importInThread(
  database: Database,
  request: ImportRequest,
  hooks: TransactionHooks = {},
): Promise<ImportReport> {
  return runThread(database, 'import', request, hooks) as Promise<ImportReport>
}

/**
 * As `previewImport`, without blocking the caller's thread. Rejects with the signal's reason if cancelled.
 */
export function previewInThread(database: Database, request: ImportRequest): Promise<ImportPreview> {
  return runThread(database, 'preview', request, {}) as Promise<ImportPreview>
}

/** As `readOutlines`, without blocking the caller's thread. Rejects with the signal's reason if cancelled. */
export function outlinesInThread(database: Database, request: ImportRequest): Promise<OutlineFile> {
  return runThread(database, 'outlines', request, {}) as Promise<OutlineFile>
}

/**
 * Checks a delivery without blocking the caller's thread: the file of the request, or with `file` undefined
 * what the connection may read of the layer. Rejects with the signal's reason if cancelled.
 */
export function checkInThread(
  database: Database,
  { file, ...request }: Omit<ImportRequest, 'file'> & { readonly file: string | undefined },
  rules: DeliveryProfile | undefined,
): Promise<DeliveryReport> {
  const task = file === undefined ? 'check stored' : 'check'
  return runThread(database, task, { ...request, file: file ?? '' }, {}, rules) as Promise<DeliveryReport>
}

async function runThread(
  database: Database,
  task: ThreadTask['task'],
  { gdal: _, signal: asked, onProgress, ...request }: ImportRequest,
  hooks: TransactionHooks,
  rules?: DeliveryProfile,
): Promise<ThreadResult> {
  const signal = asked ?? new AbortController().signal
  signal.throwIfAborted()
  // Holds all files of the thread, so that they can be deleted even if it is terminated.
  const folder = await mkdtemp(join(tmpdir(), 'shuangxi-import-'))
  const calls = new DatabaseCalls(database, signal, hooks)
  const worker = new Worker(threadEntry(new URL('worker.ts', import.meta.url)), {
    workerData: { task, request, rules, folder } satisfies ThreadTask,
    env: threadEnvironment(),
  })
  const cancel = cancelling(worker)
  signal.addEventListener('abort', cancel)
  try {
    return await outcome(worker, calls, onProgress)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
    await worker.terminate()
    await calls.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Asks the thread to end, and terminates it after the grace period. */
function cancelling(worker: Worker): () => void {
  return () => {
    worker.postMessage({ kind: 'cancel' } satisfies ToThread)
    setTimeout(() => void worker.terminate(), GRACE_MS).unref()
  }
}

function outcome(
  worker: Worker,
  calls: DatabaseCalls,
  onProgress: ImportRequest['onProgress'],
): Promise<ThreadResult> {
  return new Promise((resolve, reject) => {
    /** An error on this side is more precise than what the thread received of it. */
    let ownFailure: unknown
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'progress') onProgress?.(message.step, message.share)
      else if (message.kind === 'done') resolve(message.result)
      else if (message.kind === 'failed') {
        reject(ownFailure ?? (message.text ? new ImportError(message.text) : new Error(message.error)))
      } else {
        const { id } = message
        const answer = (rest: { result?: unknown; error?: string }) =>
          worker.postMessage({ kind: 'answer', id, ...rest } satisfies ToThread)
        calls.answer(message.call).then(
          (result) => answer({ result }),
          (error: unknown) => {
            ownFailure ??= error
            answer({ error: error instanceof Error ? error.message : String(error) })
          },
        )
      }
    })
    worker.on('error', (error) => reject(ownFailure ?? endedUnexpectedly(error)))
    worker.on('exit', () => reject(ownFailure ?? endedUnexpectedly(undefined)))
  })
}

/** Creates the error for a thread that ran out of memory or was terminated from outside. */
const endedUnexpectedly = (cause: unknown) =>
  new ImportError(
    {
      zh: '读取文件的程序意外终止，文件可能已损坏或过大。数据库未改变。',
      en: 'Reading the file failed unexpectedly. The file may be damaged or too large. Nothing was changed.',
    },
    { cause },
  )

/** The thread that reads and imports a file, so that the server keeps answering. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { checkFile } from '../../delivery/check-file.ts'
import { checkStored } from '../../delivery/check-stored.ts'
import type { DeliveryProfile } from '../../model/planning/delivery/profile.ts'
import { ImportError } from '../error.ts'
import { runImport } from '../import.ts'
import { previewImport } from '../preview.ts'
import { readOutlines } from '../read-outlines.ts'
import type { ImportRequest } from '../request.ts'
import type { FromThread, ThreadResult, ThreadTask, ToThread } from './messages.ts'
import { RemoteDatabase } from './remote-database.ts'

type Task = (
  database: RemoteDatabase,
  request: ImportRequest,
  rules: DeliveryProfile | undefined,
) => Promise<ThreadResult>

const tasks: Readonly<Record<ThreadTask['task'], Task>> = {
  import: (database, request) =>
    runImport(database, request, { beforeCommit: (_, report) => database.beforeCommit(report) }),
  preview: previewImport,
  outlines: (_, request) => readOutlines(request),
  check: (_, request, rules) => checkFile(request, rules),
  'check stored': (database, request, rules) => checkStored(database, request, rules, request),
}

async function work(port: MessagePort, { task, request, rules, folder }: ThreadTask): Promise<void> {
  process.env.TMPDIR = folder
  const send = (message: FromThread) => port.postMessage(message)
  const cancelling = new AbortController()
  port.on('message', ({ kind }: ToThread) => {
    if (kind === 'cancel') cancelling.abort(new Error('The import was cancelled.'))
  })
  const database = new RemoteDatabase(port)
  const whole: ImportRequest = {
    ...request,
    signal: cancelling.signal,
    onProgress: (step, share) => send({ kind: 'progress', step, share }),
  }
  try {
    const result = await tasks[task](database, whole, rules)
    send({ kind: 'done', result })
  } catch (error) {
    const text = error instanceof ImportError ? error.text : null
    send({
      kind: 'failed',
      text,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
  port.close()
}

if (parentPort === null) throw new Error('this module runs in a thread')
await work(parentPort, workerData as ThreadTask)

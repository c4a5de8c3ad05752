/** The thread that reads and imports a file, so that the server keeps answering. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { ImportError } from '../error.ts'
import { runImport } from '../import.ts'
import { previewImport } from '../preview.ts'
import { readOutlines } from '../read-outlines.ts'
import type { ImportRequest } from '../request.ts'
import type { FromThread, ThreadTask, ToThread } from './messages.ts'
import { RemoteDatabase } from './remote-database.ts'

async function work(port: MessagePort, { task, request, folder }: ThreadTask): Promise<void> {
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
    const beforeCommit = (_: unknown, report: Parameters<RemoteDatabase['beforeCommit']>[0]) =>
      database.beforeCommit(report)
    const works = {
      preview: () => previewImport(database, whole),
      outlines: () => readOutlines(whole),
      import: () => runImport(database, whole, { beforeCommit }),
    }
    const result = await works[task]()
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

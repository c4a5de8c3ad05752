/** Builds the network of a database in a thread, so that the server keeps answering. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Queryable } from '../database/database.ts'
import { threadEntry, threadEnvironment } from '../thread-entry.ts'
import { readParts, readWays } from './read.ts'
import type { BuildMessage } from './thread.ts'

/** Returns the bytes of the network (geodata/model/network/bytes.ts) from the current rows. */
export async function buildFromDatabase(database: Queryable): Promise<ArrayBuffer> {
  const worker = new Worker(threadEntry(new URL('./thread.ts', import.meta.url)), {
    env: threadEnvironment(),
    execArgv: [],
  })
  worker.unref()
  const send = (message: BuildMessage) => worker.postMessage(message)
  try {
    const built = once(worker, 'message') as Promise<[ArrayBuffer]>
    // The first error is thrown below.
    built.catch(() => undefined)
    for await (const page of readWays(database)) send({ page })
    const stamp = { version: randomUUID().slice(0, 8), builtAt: new Date().toISOString() }
    send({ parts: await readParts(database), stamp })
    worker.ref()
    const [bytes] = await built
    return bytes
  } finally {
    await worker.terminate()
  }
}

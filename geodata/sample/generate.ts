import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../thread-entry.ts'
import type { SampleArea } from './rows.ts'

/** Areas by the names of their sources. */
export type SampleAreas = Readonly<Record<string, SampleArea>>

/**
 * Makes the sample in a separate thread: it takes seconds, in which a server must still answer
 * and hear that it is to end. `now` is the end of the two years of incidents; all else is always the same.
 */
export async function generateInThread(now: Date): Promise<SampleAreas> {
  const worker = new Worker(threadEntry(new URL('./generate-thread.ts', import.meta.url)), {
    workerData: now,
    execArgv: [],
  })
  const [areas] = (await once(worker, 'message')) as [SampleAreas]
  await worker.terminate()
  return areas
}

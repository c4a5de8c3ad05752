import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../thread-entry.ts'
import type { SampleArea } from './rows.ts'

/** Areas by the names of their sources. */
export type SampleAreas = Readonly<Record<string, SampleArea>>

/**
 * Generates the sample in a separate thread, because it takes seconds in which a server must answer and can
 * be stopped. `now` ends the two years of incidents; everything else is always the same.
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

/** Follows a job by server events, and by polling while the event stream is interrupted. */
import type { ReadonlySignal } from '@preact/signals'
import { isFinished, type JobAnswer, type JobProgress } from '../../geodata/model/answers/job.ts'
import type { ServerEvent } from '../source/event-stream.ts'
import { RequestError } from '../source/request.ts'

/** Polling intervals in milliseconds: without the event stream, and beside it in case an event was lost. */
const POLL_MS = { alone: 700, besideEvents: 15_000 }

export interface JobSources {
  ask(signal: AbortSignal): Promise<JobAnswer>
  /** Calls back for events of the reader's jobs; returns the function that stops it. */
  listen(onEvent: (event: ServerEvent<'jobs'>) => void): () => void
  /** True while the event stream is connected. */
  readonly isConnected: ReadonlySignal<boolean>
}

/**
 * Resolves with the job when it has ended; calls `onProgress` until then. Requests the job at the start,
 * at its end, and whenever the connection changes, because events may have been lost. Retries while the
 * server cannot answer, as the embedded one while it stores. Throws RequestError if the job does not
 * exist, or the signal's reason.
 */
export async function followUntilEnd(
  id: string,
  onProgress: (job: JobProgress) => void,
  signal: AbortSignal,
  { ask, listen, isConnected }: JobSources,
): Promise<JobAnswer> {
  let [wake, isToAsk] = [() => {}, false]
  const requestNow = () => {
    isToAsk = true
    wake()
  }
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const stops = [
    listen((event) => {
      if (event === 'everything') requestNow()
      else if (event.id !== id) return
      else if (isFinished(event)) requestNow()
      else onProgress(event)
    }),
    isConnected.subscribe(requestNow),
  ]
  signal.addEventListener('abort', requestNow)
  try {
    for (;;) {
      signal.throwIfAborted()
      isToAsk = false
      const job = await answer(ask, signal)
      if (job && isFinished(job)) return job
      if (job) onProgress(job)
      if (job === null) await rest(POLL_MS.alone)
      else if (!isToAsk) await rest(isConnected.peek() ? POLL_MS.besideEvents : POLL_MS.alone)
    }
  } finally {
    signal.removeEventListener('abort', requestNow)
    for (const stop of stops) stop()
  }
}

/** Null if the server cannot answer at the moment. */
async function answer(ask: JobSources['ask'], signal: AbortSignal): Promise<JobAnswer | null> {
  try {
    return await ask(signal)
  } catch (error) {
    if (error instanceof RequestError && (error.status === null || error.status >= 500)) return null
    throw error
  }
}

/** Follows a job by what the server tells of it, and by asking where the server cannot be heard. */
import type { ReadonlySignal } from '@preact/signals'
import { isFinished, type JobAnswer, type JobProgress } from '../../geodata/model/answers/job.ts'
import type { ServerEvent } from '../source/event-stream.ts'
import { RequestError } from '../source/request.ts'

/** How often a job is asked for, in milliseconds: while nothing is heard, and in case something was missed. */
const ASK_MS = { deaf: 700, hearing: 15_000 }

export interface JobSources {
  ask(signal: AbortSignal): Promise<JobAnswer>
  /** Calls back for what is told of one's jobs; the result stops it. */
  listen(onEvent: (event: ServerEvent<'jobs'>) => void): () => void
  /** Whether the server is heard now. */
  readonly isHeard: ReadonlySignal<boolean>
}

/**
 * The job once it has ended; `onProgress` hears of it until then. It is asked for at the beginning, at its
 * end, and whenever the connection comes or goes, because something may have happened meanwhile. A server
 * that cannot answer for a moment, as the embedded one while it stores, is asked again. Throws RequestError
 * where the job is not there, or the signal's reason.
 */
export async function followTo(
  id: string,
  onProgress: (job: JobProgress) => void,
  signal: AbortSignal,
  { ask, listen, isHeard }: JobSources,
): Promise<JobAnswer> {
  let [wake, isToAsk] = [() => {}, false]
  const askNow = () => {
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
      if (event === 'everything') askNow()
      else if (event.id !== id) return
      else if (isFinished(event)) askNow()
      else onProgress(event)
    }),
    isHeard.subscribe(askNow),
  ]
  signal.addEventListener('abort', askNow)
  try {
    for (;;) {
      signal.throwIfAborted()
      isToAsk = false
      const job = await answer(ask, signal)
      if (job && isFinished(job)) return job
      if (job) onProgress(job)
      if (job === null) await rest(ASK_MS.deaf)
      else if (!isToAsk) await rest(isHeard.peek() ? ASK_MS.hearing : ASK_MS.deaf)
    }
  } finally {
    signal.removeEventListener('abort', askNow)
    for (const stop of stops) stop()
  }
}

/** Null where the server is away for a moment. */
async function answer(ask: JobSources['ask'], signal: AbortSignal): Promise<JobAnswer | null> {
  try {
    return await ask(signal)
  } catch (error) {
    if (error instanceof RequestError && (error.status === null || error.status >= 500)) return null
    throw error
  }
}

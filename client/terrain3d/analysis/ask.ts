/** Asks the worker for an analysis, so that the model can be moved meanwhile. */
import type { AnalysisName, AnswerOf, Progress, RequestOf } from './analyses.ts'
import type { AskMessage, WorkerMessage } from './worker.ts'

export interface Analyst {
  /**
   * Carries out an analysis in the worker. Rejects with AbortError if `signal` is aborted, and with the message
   * of the analysis if it fails.
   */
  ask<Name extends AnalysisName>(
    name: Name,
    request: RequestOf<Name>,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: Progress },
  ): Promise<AnswerOf<Name>>
  dispose(): void
}

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
  readonly onProgress: Progress | undefined
}

/** Starts no worker before the first question. */
export function createAnalyst(): Analyst {
  let worker: Worker | undefined
  let last = 0
  const waiting = new Map<number, Waiting>()
  /** Ends the worker, since an analysis cannot be interrupted otherwise; all that wait are told. */
  const stop = (reason: unknown) => {
    worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  const receive = ({ data }: MessageEvent<WorkerMessage>) => {
    const asked = waiting.get(data.id)
    if (!asked) return
    if ('share' in data) {
      asked.onProgress?.(data.share)
      return
    }
    waiting.delete(data.id)
    if ('error' in data) asked.reject(new Error(data.error))
    else asked.resolve(data.answer as never)
  }
  const started = (): Worker => {
    if (worker) return worker
    const fresh = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'analysis' })
    fresh.addEventListener('message', receive)
    fresh.addEventListener('error', ({ message }) => stop(new Error(message)))
    worker = fresh
    return fresh
  }
  return {
    ask(name, request, { signal, onProgress } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const id = ++last
        waiting.set(id, { resolve, reject, onProgress })
        signal?.addEventListener('abort', () => waiting.has(id) && stop(signal.reason), { once: true })
        const message: AskMessage = { id, name, request }
        started().postMessage(message)
      })
    },
    dispose: () => stop(new DOMException('the desk is closed', 'AbortError')),
  }
}

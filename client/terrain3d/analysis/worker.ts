/** The worker: carries out one analysis for each message, and tells how far it is. */
import { type AnalysisName, analyses, type Progress } from './analyses.ts'

export interface AskMessage {
  readonly id: number
  readonly name: AnalysisName
  readonly request: unknown
}

export type WorkerMessage =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string }

const post = (message: WorkerMessage) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<AskMessage>) => {
  const { id, name, request } = data
  try {
    const analyse = analyses[name] as (request: unknown, onProgress: Progress) => unknown
    post({ id, answer: analyse(request, (share) => post({ id, share })) })
  } catch (error) {
    console.error(error)
    post({ id, error: error instanceof Error ? error.message : String(error) })
  }
})

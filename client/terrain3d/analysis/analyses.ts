/** The analyses that the worker carries out: pure functions by name. A new one is one line here. */

import { allowedHeight, studyProposal } from '../massing/analysis.ts'

/** Receives the share that is done, from 0 to 1. */
export type Progress = (share: number) => void

export const analyses = { studyProposal, allowedHeight } as const satisfies Readonly<
  Record<string, (request: never, onProgress: Progress) => unknown>
>

type Analyses = typeof analyses
export type AnalysisName = keyof Analyses
export type RequestOf<Name extends AnalysisName> = Parameters<Analyses[Name]>[0]
export type AnswerOf<Name extends AnalysisName> = ReturnType<Analyses[Name]>

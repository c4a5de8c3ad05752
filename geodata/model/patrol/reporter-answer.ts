/** What a reporter may answer on the page of the report, once work has ended. */
import type { IncidentState, IncidentStep } from './incident-machine.ts'

export const allReporterAnswers = ['thanks', 'persists'] as const
export type ReporterAnswer = (typeof allReporterAnswers)[number]

const ended: ReadonlySet<IncidentState> = new Set(['resolved', 'fed_back', 'closed'])

/** Returns the answers that make sense in a state. */
export const reporterAnswers = (state: IncidentState): readonly ReporterAnswer[] =>
  ended.has(state) ? allReporterAnswers : state === 'cancelled' ? ['persists'] : []

/** Returns the step that an answer takes: a problem that persists reopens a closed report. */
export const stepOfAnswer = (answer: ReporterAnswer, state: IncidentState): IncidentStep =>
  answer === 'persists' && (state === 'closed' || state === 'cancelled') ? 'reopened' : 'noted'

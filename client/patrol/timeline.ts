/** The course of an incident as a time line: stages, the gaps between them, and the limits of 51030. */
import {
  type Clock,
  type ClockStart,
  type Course,
  clocks,
  runningClock,
  type Verdict,
  verdictOf,
} from '../../geodata/model/patrol/clocks.ts'

export type Stage = 'received' | Clock | 'closed'
const stages: readonly Stage[] = ['received', ...clocks, 'closed']

export interface Step {
  readonly stage: Stage
  /** ISO 8601; null if it is not reached. */
  readonly at: string | null
  /** Seconds since the last stage reached before; null for the first and for stages not reached. */
  readonly gap: number | null
  /** Of the stage's clock; null for stages without one. */
  readonly verdict: Verdict | null
  /** True for the stage whose clock runs. */
  readonly isNext: boolean
}

/** The steps of a course at `now`, in milliseconds since 1970. */
export function stepsOf(course: Course, now: number, from: ClockStart = 'receipt'): readonly Step[] {
  const next = runningClock(course)
  let last: string | null = null
  return stages.map((stage) => {
    const at = course[`${stage}_at`]
    const gap = at !== null && last !== null ? (Date.parse(at) - Date.parse(last)) / 1000 : null
    last = at ?? last
    const clock = clocks.find((one) => one === stage)
    return {
      stage,
      at,
      gap,
      verdict: clock ? verdictOf(course, clock, now, from) : null,
      isNext: stage === next,
    }
  })
}

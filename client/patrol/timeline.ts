/** The course of an incident as a timeline: stages, gaps between them, and the 51030 limits. */
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
  /** ISO 8601; null for a stage not reached. */
  readonly at: string | null
  /** Seconds since the previous reached stage; null for the first stage and stages not reached. */
  readonly gap: number | null
  /** Verdict on the clock of the stage; null for stages without one. */
  readonly verdict: Verdict | null
  /** True for the stage with the running clock. */
  readonly isNext: boolean
}

/** Returns the stages of a course at `now`, in milliseconds since 1970. */
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

/**
 * The 51030 clocks of an incident: routed within 5 minutes, on scene within 10, fed back within 30. All run
 * from receipt or, by a setting, each from the previous stage. The caller passes the time, so that server,
 * page and tests get the same result.
 */
import { isEnded } from './incident-machine.ts'

/** In the order of the stages. */
export const clocks = ['routed', 'arrived', 'fed_back'] as const
export type Clock = (typeof clocks)[number]

/** When the clocks start: all at receipt, or each at the previous stage (`sla.from`). */
export const clockStarts = ['receipt', 'previous'] as const
export type ClockStart = (typeof clockStarts)[number]

/** Time limits in seconds. */
export const clockLimits = { routed: 300, arrived: 600, fed_back: 1800 } as const satisfies Record<
  Clock,
  number
>

/** The times of an incident (ISO 8601); null for stages that it has not reached. */
export interface Course {
  readonly state: string
  readonly received_at: string
  readonly routed_at: string | null
  readonly arrived_at: string | null
  readonly fed_back_at: string | null
  readonly closed_at: string | null
  /** The clocks of a reopened incident run from this time. */
  readonly reopened_at?: string | null
}

/** Returns true until the incident is closed, cancelled or merged, by its state or by `closed_at`. */
export const isOpen = ({ state, closed_at }: Pick<Course, 'state' | 'closed_at'>): boolean =>
  closed_at === null && !isEnded(state)

/** Returns the running clock: the one after the last stage reached. Null if the incident is closed or fed back. */
export function runningClock(course: Course): Clock | null {
  if (!isOpen(course) || course.fed_back_at !== null) return null
  if (course.arrived_at !== null) return 'fed_back'
  return course.routed_at === null ? 'routed' : 'arrived'
}

/** Returns when a clock started (ISO 8601). With `previous`, stages without a time are skipped. */
function startOf(course: Course, clock: Clock, from: ClockStart): string {
  const before = from === 'receipt' ? [] : clocks.slice(0, clocks.indexOf(clock))
  const reached = before.map((one) => course[`${one}_at`]).findLast((at) => at !== null)
  return reached ?? course.reopened_at ?? course.received_at
}

/** Returns the deadline of a clock, in milliseconds since 1970. */
export const dueAt = (course: Course, clock: Clock, from: ClockStart = 'receipt'): number =>
  Date.parse(startOf(course, clock, from)) + clockLimits[clock] * 1000

/**
 * Returns the seconds left of the running clock at `now` (milliseconds since 1970), negative if overdue; null if
 * no clock runs.
 */
export function secondsLeft(course: Course, now: number, from: ClockStart = 'receipt'): number | null {
  const clock = runningClock(course)
  return clock === null ? null : (dueAt(course, clock, from) - now) / 1000
}

/** Returns true if the deadline of the running clock is before `now` (milliseconds since 1970). */
export const isOverdue = (course: Course, now: number, from: ClockStart = 'receipt'): boolean =>
  (secondsLeft(course, now, from) ?? 0) < 0

/**
 * `met` and `late`: reached within and after the limit. `running` and `overdue`: not reached yet.
 * `unrecorded`: has no time, although a later stage is reached or the incident is closed.
 */
export type Verdict = 'met' | 'late' | 'running' | 'overdue' | 'unrecorded'

const reachedAt = (course: Course, clock: Clock): string | null => course[`${clock}_at`]

/** Returns the verdict on a clock at `now`, in milliseconds since 1970. */
export function verdictOf(course: Course, clock: Clock, now: number, from: ClockStart = 'receipt'): Verdict {
  const reached = reachedAt(course, clock)
  const due = dueAt(course, clock, from)
  if (reached !== null) return Date.parse(reached) <= due ? 'met' : 'late'
  const later = clocks.slice(clocks.indexOf(clock) + 1)
  if (!isOpen(course) || later.some((one) => reachedAt(course, one) !== null)) return 'unrecorded'
  return now <= due ? 'running' : 'overdue'
}

/** Returns 0 for open with a deadline, 1 for open without one, 2 for closed. */
function rank(course: Course): 0 | 1 | 2 {
  if (!isOpen(course)) return 2
  return runningClock(course) === null ? 1 : 0
}

/**
 * Compares by urgency: open incidents by deadline, then those fed back but not closed, oldest first, then
 * closed ones, newest first. Deadlines are fixed, so the order does not depend on the current time.
 */
export function compareUrgency(
  a: Course & { readonly id: number },
  b: Course & { readonly id: number },
  from: ClockStart = 'receipt',
): number {
  const [first, second] = [rank(a), rank(b)]
  if (first !== second) return first - second
  const clockOf = (course: Course) => {
    const clock = runningClock(course)
    return clock === null ? Date.parse(course.received_at) : dueAt(course, clock, from)
  }
  const difference = clockOf(a) - clockOf(b) || a.id - b.id
  return first === 2 ? -difference : difference
}

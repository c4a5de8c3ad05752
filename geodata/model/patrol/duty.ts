/**
 * Whether a unit was on duty at a moment, by its shifts and check-ins: the rule of the view `unit_readiness`,
 * for moments that are over. Times in milliseconds since 1970.
 */

const HOUR_MS = 3_600_000
/** A duty that was begun outside of all shifts ends by itself. */
const LONGEST_EXTRA_MS = 12 * HOUR_MS
/** An older check-in says nothing of today. */
const REMEMBERED_MS = 48 * HOUR_MS

export interface DutyRecord {
  readonly shifts: readonly { readonly startsAt: number; readonly endsAt: number }[]
  /** Of the duty, in the order of time. */
  readonly checkIns: readonly { readonly kind: 'begin' | 'end'; readonly at: number }[]
}

export function wasOnDuty({ shifts, checkIns }: DutyRecord, moment: number): boolean {
  const told = checkIns.findLast(({ at }) => at <= moment && at > moment - REMEMBERED_MS)
  const isInShift = shifts.some(
    ({ startsAt, endsAt }) =>
      startsAt <= moment && endsAt > moment && (told?.kind !== 'end' || startsAt > told.at),
  )
  if (isInShift || told?.kind !== 'begin') return isInShift
  const hadShift = shifts.some(({ startsAt, endsAt }) => startsAt <= moment && endsAt > told.at)
  return told.at > moment - LONGEST_EXTRA_MS && !hadShift
}

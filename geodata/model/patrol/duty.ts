/**
 * Whether a unit was on duty at a past moment, by its shifts and check-ins. The view `unit_readiness` applies
 * the same rule to the present. Times in milliseconds since 1970.
 */

const HOUR_MS = 3_600_000
/** A duty that began outside of every shift ends after this time. */
const LONGEST_EXTRA_MS = 12 * HOUR_MS
/** Older check-ins are ignored. */
const REMEMBERED_MS = 48 * HOUR_MS

export interface DutyRecord {
  readonly shifts: readonly { readonly startsAt: number; readonly endsAt: number }[]
  /** Begin and end of duty, in order of time. */
  readonly checkIns: readonly { readonly kind: 'begin' | 'end'; readonly at: number }[]
}

/** Returns true if the unit was on duty at `moment`. */
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

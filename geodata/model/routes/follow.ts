/** Follows a line by positions: where the reader is on it, and whether they have left it. */
import type { Place } from './chain.ts'
import { type MeasuredLine, nearestOn } from './measured-line.ts'

export interface Fix {
  readonly at: Place
  /** Radius of the position's uncertainty in metres. */
  readonly accuracy_m: number
}

export interface Following {
  /** Metres along the line. */
  readonly at_m: number
  /** From the line, in metres. */
  readonly distance_m: number
  readonly isOff: boolean
  /** Successive positions that contradict `isOff`. */
  readonly against: number
}

/** Worse positions, in metres, say nothing. */
const USELESS_M = 100
/** Farther than this, or 1.5 times the accuracy, the reader may have left the line. */
const OFF_M = 40
/** Nearer than this, or the accuracy, the reader is back on it. */
const ON_M = 25
/** So many successive positions decide that the reader has left it; one brings them back. */
const TIMES_OFF = 3
/** The reader is looked for first from behind to ahead of the last place, in metres. */
const BEHIND_M = 60
const AHEAD_M = 400

/** Returns the place on the line: near the last one if it is plausible, so that crossings do not jump. */
function placeOn(line: MeasuredLine, before: Following | null, fix: Fix) {
  const anywhere = nearestOn(line, fix.at)
  if (!before || !anywhere) return anywhere
  const near = nearestOn(line, fix.at, {
    from_m: before.at_m - BEHIND_M,
    to_m: before.at_m + AHEAD_M,
  })
  const reach = Math.max(OFF_M, 1.5 * fix.accuracy_m)
  return near && (near.distance_m <= reach || near.distance_m <= anywhere.distance_m + 1) ? near : anywhere
}

/**
 * Returns the state after a position; the state before for a useless one, null if there is none. Leaving the line
 * needs three positions farther than `OFF_M`, coming back one nearer than `ON_M`, so that a notice does not
 * flicker.
 */
export function follow(line: MeasuredLine, before: Following | null, fix: Fix): Following | null {
  if (!(fix.accuracy_m <= USELESS_M)) return before
  const found = placeOn(line, before, fix)
  if (!found) return before
  const isFar = found.distance_m > Math.max(OFF_M, 1.5 * fix.accuracy_m)
  const isNear = found.distance_m <= Math.max(ON_M, Math.min(fix.accuracy_m, OFF_M))
  const wasOff = before?.isOff ?? false
  const against = (wasOff ? isNear : isFar) ? (before?.against ?? 0) + 1 : 0
  const changes = against >= (wasOff ? 1 : TIMES_OFF)
  const isOff = changes ? !wasOff : wasOff
  // Off the line the place stays, so that what remains does not jump.
  const at_m = isOff && before ? before.at_m : found.at_m
  return { at_m, distance_m: found.distance_m, isOff, against: changes ? 0 : against }
}

interface Timed {
  readonly from_m: number
  readonly to_m: number
  /** RFC 3339, at the beginning of the part. */
  readonly arrive: string
}

/** Returns the seconds that remain at a distance, by the times of a plan's parts. */
export function remainingSeconds(parts: readonly Timed[], arrive: string, at_m: number): number {
  const index = parts.findIndex(({ to_m }) => to_m > at_m)
  const part = parts[index]
  const end = Date.parse(arrive)
  if (!part) return 0
  const begin = Date.parse(part.arrive)
  const next = parts[index + 1]
  const finish = next ? Date.parse(next.arrive) : end
  const share = Math.max(0, at_m - part.from_m) / Math.max(0.1, part.to_m - part.from_m)
  return Math.max(0, (end - begin - (finish - begin) * share) / 1000)
}

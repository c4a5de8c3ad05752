/** Which time of an event counts: devices may be late, and their clocks may be off. */

/** A clock that is off by less is not corrected: this much a request may take. */
const TOLERANCE_MS = 2_000
/** An event that is sent later than this counts from this long before it was sent. */
const MAX_LATENESS_MS = 86_400_000

/** Times in milliseconds since 1970. */
interface EventTimes {
  /** By the device's clock. */
  readonly at: number
  /** When the device sent it, by its own clock; null if it does not say. */
  readonly sentAt: number | null
  /** When the server got it. */
  readonly serverAt: number
  /** Time of the change of state before, for an event that changes the state; else of the receipt. */
  readonly notBefore: number
}

/**
 * The time that counts for the clocks: the device's, corrected by what its clock was off when it sent the
 * event, at most a day before the server's and never after it, and not before `notBefore`.
 */
export function countedTime({ at, sentAt, serverAt, notBefore }: EventTimes): number {
  const offset = sentAt === null ? 0 : serverAt - sentAt
  const corrected = Math.abs(offset) > TOLERANCE_MS ? at + offset : at
  return Math.min(serverAt, Math.max(corrected, serverAt - MAX_LATENESS_MS, notBefore))
}

/** Which time of an event counts: devices may send late, and their clocks may be wrong. */

/** Smaller clock errors are not corrected: a request may take this long. */
const TOLERANCE_MS = 2_000
/** An older event counts as this old. */
const MAX_LATENESS_MS = 86_400_000

/** Times in milliseconds since 1970. */
interface EventTimes {
  /** When the event happened, by the device's clock. */
  readonly at: number
  /** When the device sent the event, by the device's clock; null if unknown. */
  readonly sentAt: number | null
  /** When the server received the event. */
  readonly serverAt: number
  /** Time of the previous change of state, for an event that changes the state; otherwise time of receipt. */
  readonly notBefore: number
}

/**
 * Returns the time that counts for the clocks: the device's time, corrected by the error of its clock when it
 * sent the event. The result is at most a day before the server's time, never after it, and not before `notBefore`.
 */
export function countedTime({ at, sentAt, serverAt, notBefore }: EventTimes): number {
  const offset = sentAt === null ? 0 : serverAt - sentAt
  const corrected = Math.abs(offset) > TOLERANCE_MS ? at + offset : at
  return Math.min(serverAt, Math.max(corrected, serverAt - MAX_LATENESS_MS, notBefore))
}

/** How reliable the last position of a unit is, by its age. */

/** From this age in seconds a position is late: a vehicle may have moved a kilometre. */
export const LATE_SECONDS = 120
/** From this age in seconds contact with the unit is lost (失联). */
export const LOST_SECONDS = 600

/** `none`: the unit is off shift, or has never reported a position on shift. */
export type Freshness = 'live' | 'late' | 'lost' | 'none'

/** The data of a unit that decide its freshness. `position_at` is an ISO 8601 time. */
export interface Reporting {
  readonly state: string
  readonly position_at: string | null
}

/** Returns the age of the last position at `now` (milliseconds since 1970) in seconds, at least 0; null without one. */
export function positionAge({ position_at }: Pick<Reporting, 'position_at'>, now: number): number | null {
  if (position_at === null) return null
  // A device's clock may be ahead of the server's.
  return Math.max(0, (now - Date.parse(position_at)) / 1000)
}

/** Returns the freshness of a position; `lost` for a unit on shift without any position. */
export function freshnessOf(unit: Reporting, now: number): Freshness {
  if (unit.state === 'off_shift') return 'none'
  const age = positionAge(unit, now)
  if (age === null || age >= LOST_SECONDS) return 'lost'
  return age >= LATE_SECONDS ? 'late' : 'live'
}

export interface DutyCount {
  /** On shift, with contact. */
  readonly reachable: number
  /** On shift, without contact. */
  readonly lost: number
  readonly all: number
}

/** Counts units on shift, with and without contact separately. */
export function countDuty(units: readonly Reporting[], now: number): DutyCount {
  const fresh = units.map((unit) => freshnessOf(unit, now))
  const lost = fresh.filter((one) => one === 'lost').length
  const off = fresh.filter((one) => one === 'none').length
  return { reachable: units.length - lost - off, lost, all: units.length }
}

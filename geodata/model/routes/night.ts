/** When it is dark at a place: between the end and the beginning of civil twilight (the sun 6° below). */
import { getTimes } from 'suncalc'

const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000

export interface Night {
  /** Milliseconds since 1970 of the night that lasts or comes next; null where the sun does not go so low. */
  readonly dusk: number | null
  readonly dawn: number | null
  isDark(ms: number): boolean
}

/** Degrees of WGS 84. */
export function nightAt(ms: number, lon: number, lat: number): Night {
  // Asked near midnight, suncalc would give the day before.
  const noon = Math.floor((ms + CHINA_MS) / DAY_MS) * DAY_MS + DAY_MS / 2 - CHINA_MS
  const days = [-1, 0, 1, 2].map((day) => getTimes(new Date(noon + day * DAY_MS), lat, lon))
  const nights = days.flatMap(({ dusk }, n) => {
    const dawn = days[n + 1]?.dawn
    return dusk && dawn ? [[dusk.getTime(), dawn.getTime()] as const] : []
  })
  const [dusk, dawn] = nights.find(([, end]) => end > ms) ?? [null, null]
  return {
    dusk,
    dawn,
    isDark: (at) => nights.some(([from, to]) => at >= from && at < to),
  }
}

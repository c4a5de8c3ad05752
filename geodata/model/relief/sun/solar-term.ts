/** Days of the year that sunlight norms name: winter solstice (冬至日) and great cold (大寒日). */
import { sunLongitude } from './position.ts'

/** Apparent ecliptic longitude of the sun at which the term begins (GB/T 33661-2017). */
const longitudes = { 'winter-solstice': 270, 'great-cold': 300 } as const
export type SolarTerm = keyof typeof longitudes

const DAY = 86_400_000
/** China has one civil time zone, UTC+8. */
const CIVIL_OFFSET = 8 * 3_600_000

/** Returns the instant (ms since 1970, UTC) at which the term begins in a year; within two minutes. */
export function solarTermInstant(year: number, term: SolarTerm): number {
  let instant = term === 'great-cold' ? Date.UTC(year, 0, 20) : Date.UTC(year, 11, 22)
  for (let round = 0; round < 6; round++) {
    const missing = ((longitudes[term] - sunLongitude(instant) + 540) % 360) - 180
    instant += (missing / 360) * 365.2422 * DAY
  }
  return instant
}

/** Returns the civil date in China (`YYYY-MM-DD`) on which the term begins in a year. */
export function solarTermDate(year: number, term: SolarTerm): string {
  return new Date(solarTermInstant(year, term) + CIVIL_OFFSET).toISOString().slice(0, 10)
}

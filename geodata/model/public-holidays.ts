/**
 * Days off and days worked in exchange (调休) in China, by the State Council's yearly notice. Add each year's
 * notice when it is published, usually in November; without it nothing is known about the year.
 */
const DAY_MS = 86_400_000

interface HolidayYear {
  readonly year: number
  /** Where the notice was read. */
  readonly source: string
  /** First and last day of each holiday, ISO dates. */
  readonly off: readonly (readonly [from: string, to: string])[]
  /** Days of a weekend that are worked. */
  readonly worked: readonly string[]
}

export const holidayYears: readonly HolidayYear[] = [
  {
    year: 2026,
    source: 'https://politics.gmw.cn/2025-11/04/content_38391083.htm',
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
]

/** `unknown`: the list of the year is missing. */
export type DayKind = 'off' | 'worked' | 'ordinary' | 'unknown'

/** Returns the kind of a day, numbered from 1970 in China's calendar. */
export function dayKind(day: number): DayKind {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
  const listed = holidayYears.find(({ year }) => year === Number(date.slice(0, 4)))
  if (!listed) return 'unknown'
  if (listed.off.some(([from, to]) => date >= from && date <= to)) return 'off'
  return listed.worked.includes(date) ? 'worked' : 'ordinary'
}

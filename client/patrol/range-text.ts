/** Texts of the selected time. */
import type { Language } from '../../geodata/model/text.ts'
import { formatDay } from './china-time.ts'
import { DAY } from './incident-columns.ts'
import type { PatrolState } from './patrol-state.ts'
import type { TimeRange } from './time-filter.ts'

/** Returns the first and the last day: "2026年11月1日 – 2026年11月30日". */
export function rangeText({ range, columns }: PatrolState, language: Language): string {
  const { from, to } = range.value
  const first = formatDay(columns.origin + from, language)
  const last = formatDay(columns.origin + to - 1, language)
  return first === last ? first : `${first} – ${last}`
}

/** Returns the length of a range: "30 天"; in hours below two days if it does not begin at midnight. */
export function lengthText({ from, to }: TimeRange, language: Language): string {
  const isWhole = from % DAY === 0
  if (!isWhole && to - from < 2 * DAY) {
    const hours = Math.round((to - from) / 3600)
    return language === 'zh' ? `${hours} 小时` : `${hours} hours`
  }
  const days = Math.max(1, Math.ceil(to / DAY) - Math.floor(from / DAY))
  return language === 'zh' ? `${days} 天` : `${days} ${days === 1 ? 'day' : 'days'}`
}

/** Ticks of the time axis below the histogram. */
import type { Language } from '../../geodata/model/text.ts'
import { DAY, weekdayOf } from './incident-columns.ts'
import { dayText } from './period.ts'
import type { TimeRange } from './time-filter.ts'

export interface Tick {
  /** Seconds after the origin of the range. */
  readonly time: number
  readonly label: string
}

const MAX_TICKS = 7
/** Maximum lengths of windows in days with ticks for days and for weeks. */
const DAYS = 7
const WEEKS = 50

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function monthLabel(year: number, month: number, language: Language): string {
  if (month === 1) return language === 'zh' ? `${year}年` : String(year)
  return language === 'zh' ? `${month}月` : (monthNames[month - 1] ?? '')
}

const dayLabel = (month: number, day: number, language: Language) =>
  language === 'zh' ? `${month}月${day}日` : `${day} ${monthNames[month - 1]}`

/**
 * Returns at most seven ticks at the beginning of days, weeks (Monday) or months in China. `origin`: the midnight in
 * China at time 0 of the window, in seconds since 1970.
 */
export function ticksOf(window: TimeRange, origin: number, language: Language): readonly Tick[] {
  const days = Math.round((window.to - window.from) / DAY)
  const ticks: Tick[] = []
  for (let time = Math.ceil(window.from / DAY) * DAY; time < window.to; time += DAY) {
    const [year = 0, month = 0, day = 0] = dayText(origin + time)
      .split('-')
      .map(Number)
    if (days <= WEEKS) {
      if (days <= DAYS || weekdayOf(origin + time) === 0)
        ticks.push({ time, label: dayLabel(month, day, language) })
    } else if (day === 1) ticks.push({ time, label: monthLabel(year, month, language) })
  }
  const step = [1, 2, 3, 4, 6, 12].find((one) => Math.ceil(ticks.length / one) <= MAX_TICKS) ?? 12
  const isMonths = days > WEEKS
  return ticks.filter((tick, index) => {
    if (!isMonths) return index % step === 0
    const month = Number(dayText(origin + tick.time).slice(5, 7))
    return (month - 1) % step === 0
  })
}

/** Whether a facility is open now, and until when, in its card. */
import { parseOpeningHours } from '../../geodata/model/opening-hours.ts'
import { dayKind } from '../../geodata/model/public-holidays.ts'
import type { Language } from '../../geodata/model/text.ts'
import { foundMessages } from './found-messages.ts'

const CHINA_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const chinaDay = (ms: number) => Math.floor((ms + CHINA_MS) / DAY_MS)

/** The time in China, with the weekday if it is another day. */
function clockWords(ms: number, now: number, spoken: Language): string {
  const isToday = chinaDay(ms) === chinaDay(now)
  return new Intl.DateTimeFormat(spoken === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...(isToday ? {} : { weekday: 'short' }),
  }).format(ms)
}

/** `营业中 · 至 17:00`; null for hours that are not understood. */
export function openWords(text: string, now: number, spoken: Language): string | null {
  const hours = parseOpeningHours(text)
  if (!hours) return null
  const { isOpen, until } = hours.at(now)
  const when = until === null ? null : clockWords(until, now, spoken)
  const state = (isOpen ? foundMessages.openNow : foundMessages.closedNow)[spoken]
  const next = when && `${(isOpen ? foundMessages.openUntil : foundMessages.opensAt)[spoken]} ${when}`
  return [state, next].filter(Boolean).join(' · ')
}

/** What the reader should know about holidays today; null on ordinary days. */
export function holidayWords(text: string, now: number, spoken: Language): string | null {
  const kind = dayKind(chinaDay(now))
  const year = new Date(now + CHINA_MS).getUTCFullYear()
  if (kind === 'worked') return foundMessages.workedDay[spoken]
  if (kind === 'off' && !parseOpeningHours(text)?.namesHolidays) return foundMessages.holidayHours[spoken]
  if (kind !== 'unknown' || !parseOpeningHours(text)?.namesHolidays) return null
  return spoken === 'zh'
    ? `还没有 ${year} 年的放假安排，节假日的开放时间不确定`
    : `The list of holidays of ${year} is missing, so hours on holidays are uncertain`
}

export function OpenNow({ text, spoken }: { readonly text: string; readonly spoken: Language }) {
  const now = Date.now()
  const words = openWords(text, now, spoken)
  if (words === null) return null
  const holiday = holidayWords(text, now, spoken)
  return (
    <p class="open-now">
      <strong>{words}</strong>
      {holiday && <span class="muted small"> {holiday}</span>}
    </p>
  )
}

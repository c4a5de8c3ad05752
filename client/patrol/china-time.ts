/** Formats days and times in China standard time, independent of the zone of the browser. */
import type { Language } from '../../geodata/model/text.ts'

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }
const timeZone = 'Asia/Shanghai'

const formatter = (language: Language, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locales[language], { ...style, timeZone })

const days = { zh: formatter('zh', { dateStyle: 'medium' }), en: formatter('en', { dateStyle: 'medium' }) }

/** Returns the day of a time in seconds since 1970. */
export const formatDay = (seconds: number, language: Language): string =>
  days[language].format(new Date(seconds * 1000))

const times = { zh: formatter('zh', { timeStyle: 'medium' }), en: formatter('en', { timeStyle: 'medium' }) }
const moments = {
  zh: formatter('zh', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  en: formatter('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
}

/** Returns a time (ISO 8601) of an incident: with date if it is the first or on another day, otherwise with seconds. */
export function formatMoment(at: string, first: string, language: Language): string {
  const date = new Date(at)
  const sameDay = days[language].format(date) === days[language].format(new Date(first))
  if (at === first) return `${days[language].format(date)} ${times[language].format(date)}`
  return (sameDay ? times : moments)[language].format(date)
}

const shortDays = {
  zh: formatter('zh', { month: 'short', day: 'numeric', weekday: 'short' }),
  en: formatter('en', { month: 'short', day: 'numeric', weekday: 'short' }),
}

/** Returns the day of a time in seconds since 1970, without year: "11月3日周二". */
export const formatDayWithWeekday = (seconds: number, language: Language): string =>
  shortDays[language].format(new Date(seconds * 1000))

const inputs = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })

/** Returns a time (ISO 8601) as the value of an input of type `datetime-local`, in China standard time. */
export const inputMoment = (at: string): string => inputs.format(new Date(at)).replace(' ', 'T')

/** Returns the time (ISO 8601) of the value of such an input; null if it is empty. */
export const momentOfInput = (value: string): string | null => (value === '' ? null : `${value}:00+08:00`)

/** Returns a time (ISO 8601) with its day, without seconds. */
export const formatDayTime = (at: string, language: Language): string =>
  moments[language].format(new Date(at))

const clocks = {
  zh: formatter('zh', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  en: formatter('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
}

/** Returns hour and minute of a time in seconds since 1970. */
export const formatClock = (seconds: number, language: Language): string =>
  clocks[language].format(new Date(seconds * 1000))

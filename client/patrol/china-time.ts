/** Days and moments as the patrol speaks of them: in China standard time, wherever the reader is. */
import type { Language } from '../../geodata/model/text.ts'

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }
const timeZone = 'Asia/Shanghai'

const formatter = (language: Language, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locales[language], { ...style, timeZone })

const days = { zh: formatter('zh', { dateStyle: 'medium' }), en: formatter('en', { dateStyle: 'medium' }) }
const moments = {
  zh: formatter('zh', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  en: formatter('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
}

/** The day of a time in seconds since 1970. */
export const formatDay = (seconds: number, language: Language): string =>
  days[language].format(new Date(seconds * 1000))

/** Day and time of day of a time in seconds since 1970, without its year. */
export const formatMoment = (seconds: number, language: Language): string =>
  moments[language].format(new Date(seconds * 1000))

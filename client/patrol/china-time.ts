/** Formats days and times in China standard time, wherever the reader is. */
import type { Language } from '../../geodata/model/text.ts'

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }
const timeZone = 'Asia/Shanghai'

const formatter = (language: Language, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locales[language], { ...style, timeZone })

const days = { zh: formatter('zh', { dateStyle: 'medium' }), en: formatter('en', { dateStyle: 'medium' }) }

/** The day of a time in seconds since 1970. */
export const formatDay = (seconds: number, language: Language): string =>
  days[language].format(new Date(seconds * 1000))

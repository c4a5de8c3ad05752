/** Texts of durations. */
import type { Language } from '../../geodata/model/text.ts'
import { messages } from './messages.ts'

/** Returns seconds in the largest whole unit: "15 分钟", "3 小时". */
export function spanText(seconds: number, language: Language): string {
  const minutes = Math.floor(seconds / 60)
  const [value, unit] =
    minutes < 60
      ? [minutes, messages.minutes]
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), messages.hoursShort]
        : [Math.floor(minutes / 1440), messages.daysShort]
  return `${value} ${unit[language]}`
}

/** Returns seconds of a running clock: "4:05" below an hour, otherwise in the largest whole unit. */
export function countdownText(seconds: number, language: Language): string {
  if (seconds >= 3600) return spanText(seconds, language)
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

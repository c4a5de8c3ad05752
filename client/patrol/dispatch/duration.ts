/** Texts of travel times. */
import type { Language } from '../../../geodata/model/text.ts'

/** Returns seconds as text, rounded to 5 s below ten minutes and to minutes above: "4 分 20 秒", "12 分". */
export function durationText(seconds: number, spoken: Language): string {
  const rounded = seconds < 600 ? Math.round(seconds / 5) * 5 : Math.round(seconds / 60) * 60
  const [minutes, rest] = [Math.floor(rounded / 60), rounded % 60]
  const [minute, second] = spoken === 'zh' ? [' 分', ' 秒'] : [' min', ' s']
  if (minutes === 0) return `${rest}${second}`
  return rest === 0
    ? `${minutes}${spoken === 'zh' ? ' 分钟' : minute}`
    : `${minutes}${minute} ${rest}${second}`
}

/** Numbers, shares and times of the printed extract. */
import type { Language } from '../../../geodata/model/text.ts'

const grouped = (value: number, decimals: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** 1 亩 in m². */
const MU_M2 = 2000 / 3

/** m², and 亩 or ha beside larger ones. */
export function areaText(m2: number, language: Language): string {
  const own = `${grouped(m2, 2)} m²`
  if (m2 < 100) return own
  return language === 'zh'
    ? `${own}（${grouped(m2 / MU_M2, 2)} 亩）`
    : `${own} (${grouped(m2 / 10_000, 4)} ha)`
}

export const squareMetres = (m2: number): string => grouped(m2, 2)
export const percentText = (percent: number): string => `${grouped(percent, 2)}%`
export const metresText = (metres: number): string => `${grouped(metres, 1)} m`

/** A moment in China, to the second. */
export const momentText = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

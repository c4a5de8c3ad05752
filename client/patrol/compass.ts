/** Names of compass directions. */
import type { Language, Text } from '../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })
/** Clockwise from north. */
const words = [
  text('北', ' north'),
  text('东北', ' north-east'),
  text('东', ' east'),
  text('东南', ' south-east'),
  text('南', ' south'),
  text('西南', ' south-west'),
  text('西', ' west'),
  text('西北', ' north-west'),
] as const

/** Returns the nearest of eight compass directions; `degrees` clockwise from north. */
export function compassWord(degrees: number, language: Language): string {
  const index = Math.round((((degrees % 360) + 360) % 360) / 45) % words.length
  return words[index]?.[language] ?? ''
}

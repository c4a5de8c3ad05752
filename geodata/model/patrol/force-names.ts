/** English names of the forces (力量) that make up units. Forces and skills are free text; others stay as written. */
import type { Language } from '../text.ts'

const english: Readonly<Record<string, string>> = {
  综合行政执法: 'Urban Administration',
  公安: 'Police',
  交警: 'Traffic Police',
  消防: 'Fire Service',
  社区: 'Community',
  机动支撑: 'Mobile Support',
  急救: 'First Aid',
  阳光救援: 'Sunshine Rescue',
}

/** Returns the name of a force or skill in a language. */
export const forceName = (force: string, language: Language): string =>
  language === 'en' ? (english[force] ?? force) : force

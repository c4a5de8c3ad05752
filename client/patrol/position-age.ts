/** Text of the age of a position; a unit with a very old position has lost contact. */
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { freshnessOf, positionAge } from '../../geodata/model/patrol/freshness.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from './messages.ts'
import { spanText } from './span-text.ts'

/** Returns "3 分钟前" or "失联 15 分钟"; empty off shift without a position. `now` in milliseconds since 1970. */
export function ageText(unit: PatrolUnit, language: Language, now: number): string {
  const age = positionAge(unit, now)
  if (freshnessOf(unit, now) === 'lost') {
    if (age === null) return messages.neverSeen[language]
    return `${messages.lostFor[language]} ${spanText(age, language)}`
  }
  if (age === null) return ''
  if (age < 60) return messages.justNow[language]
  return `${spanText(age, language)}${language === 'zh' ? '' : ' '}${messages.ago[language]}`
}

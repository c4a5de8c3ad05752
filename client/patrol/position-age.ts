/** Says how old a unit's position is, and that contact is lost where it is too old. */
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { freshnessOf, positionAge } from '../../geodata/model/patrol/freshness.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from './messages.ts'
import { spanText } from './span-text.ts'

/** "3 分钟前", "失联 15 分钟"; empty if there is nothing to say. `now` in milliseconds since 1970. */
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

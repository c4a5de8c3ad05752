/** Texts of an incident: time left of its clock, age, and zone. */
import type { ListedIncident } from '../../geodata/model/answers/incidents.ts'
import { clockLimits, isOpen } from '../../geodata/model/patrol/clocks.ts'
import type { Language } from '../../geodata/model/text.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { countdownText, spanText } from './span-text.ts'

/** A clock with fewer seconds left is nearly due. */
const SOON_SECONDS = 120

export type Urgency = 'overdue' | 'soon' | 'running' | 'waiting' | 'closed'

/** Returns seconds left of the running clock, by the deadline of the server; null without one. */
const secondsUntilDue = ({ due_at }: ListedIncident, now: number): number | null =>
  due_at === null ? null : (Date.parse(due_at) - now) / 1000

/** Returns the urgency at `now` (milliseconds since 1970). `waiting`: fed back, but not closed. */
export function urgencyOf(incident: ListedIncident, now: number): Urgency {
  if (!isOpen(incident)) return 'closed'
  const left = secondsUntilDue(incident, now)
  if (left === null) return 'waiting'
  if (left < 0) return 'overdue'
  return left <= SOON_SECONDS ? 'soon' : 'running'
}

/** Returns "余 4:12", "超时 12:05", "待办结", or how long a closed incident took. `write` formats seconds. */
export function leftText(
  incident: ListedIncident,
  now: number,
  language: Language,
  write = countdownText,
): string {
  const left = secondsUntilDue(incident, now)
  if (left !== null) {
    const word = (left < 0 ? messages.overdueBy : messages.left)[language]
    const time = write(Math.abs(left), language)
    return language === 'zh' ? `${word} ${time}` : `${time} ${word}`
  }
  if (isOpen(incident)) return messages.toBeClosed[language]
  if (incident.closed_at === null) return messages.closed[language]
  const taken = (Date.parse(incident.closed_at) - Date.parse(incident.received_at)) / 1000
  return `${messages.closedIn[language]} ${spanText(taken, language)}`
}

/** Returns the limit of the running clock: "10 分钟内到场"; empty without one. */
export function limitText({ clock }: ListedIncident, language: Language): string {
  if (clock === null) return ''
  const minutes = clockLimits[clock] / 60
  return language === 'zh'
    ? `${minutes} 分钟${messages.clockVerbs[clock].zh}`
    : `${messages.clockVerbs[clock].en} ${minutes} min`
}

/** Returns how long ago an incident was received: "受理 12 分钟". */
export function ageOf({ received_at }: ListedIncident, now: number, language: Language): string {
  const age = Math.max(0, (now - Date.parse(received_at)) / 1000)
  return `${messages.receivedAgo[language]} ${spanText(age, language)}${messages.agoSuffix[language]}`
}

/** Returns the name of a zone; its code if the zone is unknown. */
export function zoneName(state: PatrolState, code: string, language: Language): string {
  const zone = state.zones.value.zones.find((one) => one.code === code)
  if (!zone) return code
  return language === 'en' ? (zone.name_en ?? zone.name) : zone.name
}

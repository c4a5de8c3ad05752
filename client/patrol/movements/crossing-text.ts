/** Words about zone crossings and routes of units. */
import type { PatrolUnit } from '../../../geodata/model/answers/patrol.ts'
import type { PatrolAlarm } from '../../../geodata/model/answers/patrol-alarm.ts'
import type { ZoneCrossing } from '../../../geodata/model/answers/zone-crossings.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatLength } from '../../format.ts'
import { formatClock } from '../china-time.ts'
import { spanText } from '../span-text.ts'
import { basisTitles, messages } from './messages.ts'

type Certainty = Pick<ZoneCrossing, 'basis' | 'earliest' | 'latest'>

/** Returns how well the time of a crossing is known; null if the positions are at most a minute apart. */
export function certaintyText({ basis, earliest, latest }: Certainty, spoken: Language): string | null {
  if (basis === 'fixes') return null
  const [from, to] = [earliest, latest].map((at) => formatClock(Date.parse(at) / 1000, spoken))
  return `${basisTitles[basis][spoken]} ${from}–${to}`
}

/** Returns "偏离路线 320 米，已 3 分钟（事件 N1）". `now` in milliseconds since 1970. */
export function offRouteText(
  { metres, since, number }: NonNullable<PatrolUnit['off_route']>,
  spoken: Language,
  now: number,
): string {
  const span = spanText(Math.max(0, now - Date.parse(since)) / 1000, spoken)
  const away = `${messages.offRoute[spoken]} ${formatLength(metres, spoken)}`
  const of = `${messages.case[spoken]} ${number}`
  return spoken === 'zh'
    ? `${away}，${messages.away.zh} ${span}（${of}）`
    : `${away} ${messages.away.en} ${span} (${of})`
}

/** Returns the reason of an alarm about the way of a unit; null for other alarms. */
export function alarmReason({ kind, details }: PatrolAlarm, spoken: Language): string | null {
  const { earliest, latest, basis, metres, number } = details
  if (kind === 'off_route' && metres !== undefined && number !== undefined)
    return `${formatLength(metres, spoken)} · ${messages.case[spoken]} ${number}`
  if (kind === 'zone_left' && earliest && latest && basis)
    return certaintyText({ basis, earliest, latest }, spoken)
  return null
}

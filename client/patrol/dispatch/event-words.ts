/** Text of the details of an event: units, the other incident, the level. */
import { eventDetailsSchema } from '../../../geodata/model/answers/patrol-event-details.ts'
import type { IncidentEvent } from '../../../geodata/model/answers/patrol-incident.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { messages } from './messages.ts'

/** Returns the ids of photos that an event added. */
export const photosOf = ({ details }: Pick<IncidentEvent, 'details'>): readonly string[] =>
  eventDetailsSchema.safeParse(details).data?.photos ?? []

/** Returns "U01（牵头）、U03" or "3 级"; empty without details to show. */
export function eventWords({ details }: Pick<IncidentEvent, 'details'>, spoken: Language): string {
  const read = eventDetailsSchema.safeParse(details)
  if (!read.success) return ''
  const { units, into, level, priority } = read.data
  if (units) {
    const leads = units.length > 1
    const lead = spoken === 'zh' ? `（${messages.leadUnit.zh}）` : ` (${messages.leadUnit.en})`
    return units
      .map((unit) => `${unit.code}${leads && unit.lead ? lead : ''}`)
      .join(spoken === 'zh' ? '、' : ', ')
  }
  if (into !== undefined) return `#${into}`
  if (level !== undefined) return `${level}${messages.level[spoken]}`
  if (priority !== undefined) return messages.priorities[priority as 1 | 2 | 3]?.[spoken] ?? String(priority)
  return ''
}

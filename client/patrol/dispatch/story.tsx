/** The log of an incident: who did what, when, and with which result. */
import type { IncidentEvent } from '../../../geodata/model/answers/patrol-incident.ts'
import { eventTitles } from '../../../geodata/model/patrol/step-words.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { DeskContext } from '../../desk.ts'
import { formatCode } from '../../format.ts'
import { onServer } from '../../source/server-path.ts'
import { formatMoment } from '../china-time.ts'
import { eventWords, photosOf } from './event-words.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly events: readonly IncidentEvent[]
}

/** An event that the server received this many seconds late is marked as reported later, such as by an offline phone. */
const LATE_SECONDS = 60

function lateText({ counted_at, server_at }: IncidentEvent, first: string, spoken: Language): string {
  const late = (Date.parse(server_at) - Date.parse(counted_at)) / 1000
  if (late < LATE_SECONDS) return ''
  return `${messages.late[spoken]}${messages.reportedAt[spoken]} ${formatMoment(server_at, first, spoken)}`
}

/** Shows photos as thumbnails that open the full photo. */
function Photos({ context, event }: Pick<Props, 'context'> & { readonly event: IncidentEvent }) {
  const photos = photosOf(event)
  if (photos.length === 0) return null
  return (
    <span class="case-photos">
      {photos.map((id, index) => {
        const address = onServer(`/patrol/photos/${id}`)
        const name = `${messages.photo[context.language.value]} ${index + 1}`
        return (
          <a key={id} href={address} target="_blank" rel="noopener noreferrer">
            <img src={address} alt={name} loading="lazy" width={96} height={72} />
          </a>
        )
      })}
    </span>
  )
}

function Event({ context, event, first }: Pick<Props, 'context'> & { event: IncidentEvent; first: string }) {
  const spoken = context.language.value
  const { account, unit_code, type, counted_at, from_state, to_state, details } = event
  const who = [account?.name ?? messages.platform[spoken], unit_code].filter(Boolean).join(' · ')
  const words = eventWords(event, spoken)
  const late = lateText(event, first, spoken)
  return (
    <li>
      <span class="case-event-head">
        <strong>{eventTitles[type][spoken]}</strong>
        {words && <span>{words}</span>}
        <time dateTime={counted_at}>{formatMoment(counted_at, first, spoken)}</time>
      </span>
      <span class="small muted">
        {who}
        {from_state !== null && from_state !== to_state && (
          <> · {formatCode(to_state, 'incidentStates', spoken)}</>
        )}
        {late && <> · {late}</>}
      </span>
      <Photos context={context} event={event} />
      {details.note && <q class="case-note">{details.note}</q>}
    </li>
  )
}

export function Story({ context, events }: Props) {
  const first = events[0]?.counted_at ?? new Date(0).toISOString()
  return (
    <ol class="plain case-story" aria-label={messages.story[context.language.value]}>
      {events.map((event) => (
        <Event key={event.id} context={context} event={event} first={first} />
      ))}
    </ol>
  )
}

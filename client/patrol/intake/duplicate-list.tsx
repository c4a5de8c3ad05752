/** Incidents that a report may be about, too: it can be added to one of them instead. */
import type { DeskContext } from '../../desk.ts'
import { formatCode } from '../../format.ts'
import { mayDirect } from '../dispatch/who.ts'
import { openIncident } from '../open-place.ts'
import type { PatrolState } from '../patrol-state.ts'
import { likelyDuplicates, likelyText } from './duplicates.ts'
import { kind, place } from './intake-state.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly onSame: (id: number) => void
}

export function DuplicateList({ context, state, onSame }: Props) {
  const spoken = context.language.value
  if (place.value === null || kind.value === '') return null
  const report = { ...place.value, kind: kind.value }
  const likely = likelyDuplicates(report, state.open.value.incidents, state.now.value)
  if (likely.length === 0) return null
  return (
    <section class="intake-likely" aria-label={messages.duplicates[spoken]}>
      <h4>{messages.duplicates[spoken]}</h4>
      <ul class="plain">
        {likely.map((one) => (
          <li key={one.incident.id}>
            <span>
              {formatCode(one.incident.kind, 'incidentKinds', spoken)} {one.incident.number}
              <span class="small muted intake-why">{likelyText(one, spoken)}</span>
            </span>
            <button type="button" class="text-button" onClick={() => openIncident(context, one.incident)}>
              {messages.openIt[spoken]}
            </button>
            {mayDirect(context) && (
              <button type="button" class="text-button" onClick={() => onSame(one.incident.id)}>
                {messages.addToIt[spoken]}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

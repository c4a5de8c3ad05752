/** The running clock of an incident; it renders every second. */
import type { ListedIncident } from '../../geodata/model/answers/incidents.ts'
import type { DeskContext } from '../desk.ts'
import { leftText, limitText, urgencyOf } from './incident-text.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly incident: ListedIncident
}

export function CaseClock({ context, state, incident }: Props) {
  const spoken = context.language.value
  const now = state.second.value
  return (
    <p class="case-clock">
      <strong class="patrol-left" data-urgency={urgencyOf(incident, now)}>
        {leftText(incident, now, spoken)}
      </strong>{' '}
      <span class="small muted">{limitText(incident, spoken)}</span>
    </p>
  )
}

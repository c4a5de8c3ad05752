/** A row of a list of incidents: type, place, state, and time left of the running clock. */
import type { ListedIncident } from '../../geodata/model/answers/incidents.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'
import { formatCode } from '../format.ts'
import { imageAddress } from '../source/chosen.ts'
import { ageOf, leftText, limitText, urgencyOf, zoneName } from './incident-text.ts'
import { messages } from './messages.ts'
import { openIncident } from './open-place.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly incident: ListedIncident
  readonly isGone?: boolean
  /** Shown instead of the age. */
  readonly note?: string
}

/** Shows the time left; only this part of the row renders every second. */
function Left({ context, state, incident }: Props) {
  const spoken = context.language.value
  const now = state.second.value
  return (
    <strong class="patrol-left" data-urgency={urgencyOf(incident, now)}>
      {leftText(incident, now, spoken)}
    </strong>
  )
}

function Age({ context, state, incident, note }: Props) {
  const spoken = context.language.value
  return <>{note ?? (limitText(incident, spoken) || ageOf(incident, state.now.value, spoken))}</>
}

const icon = (kind: string, theme: Theme) =>
  kind in codeLists.incidentKinds ? imageAddress(theme, `incident-${kind}`) : null

export function IncidentRow(props: Props) {
  const { context, state, incident, isGone = false } = props
  const spoken = context.language.value
  const { kind, number, state: stage, zone_code, unit_code, priority, words } = incident
  const where = zone_code === null ? messages.noZone[spoken] : zoneName(state, zone_code, spoken)
  const image = icon(kind, context.theme.value)
  const facts = [formatCode(stage, 'incidentStates', spoken), unit_code, number].filter(Boolean)
  return (
    <li>
      <button
        type="button"
        class="list-row patrol-incident"
        data-gone={isGone || undefined}
        onClick={() => openIncident(context, incident)}
      >
        {image ? <img src={image} alt="" width={26} height={26} /> : <span />}
        <span class="patrol-incident-what">
          <span class="list-name">{formatCode(kind, 'incidentKinds', spoken)}</span> {where}
          {priority === 1 && <strong data-priority={1}> {messages.urgent[spoken]}</strong>}
          {words && <span class="small patrol-incident-words">{words}</span>}
          <span class="small muted patrol-incident-facts">
            {isGone ? `${messages.gone[spoken]} · ` : ''}
            {facts.join(' · ')}
          </span>
        </span>
        <span class="list-figure patrol-incident-time">
          <Left {...props} />
          <span class="small">
            <Age {...props} />
          </span>
        </span>
      </button>
    </li>
  )
}

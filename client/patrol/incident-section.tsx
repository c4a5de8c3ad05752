/** Section of an incident's card: state, zone, unit, and one time line with gaps and limits. */
import type { DeskContext } from '../desk.ts'
import { formatCode } from '../format.ts'
import { ContactSection } from './contact-section.tsx'
import { IncidentTimeline } from './incident-timeline.tsx'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { UnitLink, ZoneLink } from './place-links.tsx'
import { readCourse } from './timeline.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
  readonly properties: Readonly<Record<string, unknown>>
}

/** Attributes that the section shows. */
export const incidentShown = [
  ...['number', 'kind', 'state', 'zone_code', 'unit_code'],
  ...['received_at', 'routed_at', 'arrived_at', 'fed_back_at', 'closed_at'],
]

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export function IncidentSection({ context, state, id, properties }: Props) {
  const spoken = context.language.value
  const course = readCourse(properties)
  if (!course) return null
  const [zone, unit] = [textOf(properties.zone_code), textOf(properties.unit_code)]
  return (
    <div class="patrol-card">
      <dl class="patrol-facts">
        <div>
          <dt>{messages.status[spoken]}</dt>
          <dd>{formatCode(course.state, 'incidentStates', spoken)}</dd>
        </div>
        <div>
          <dt>{messages.zone[spoken]}</dt>
          <dd>{zone ? <ZoneLink context={context} state={state} code={zone} /> : messages.noZone[spoken]}</dd>
        </div>
        <div>
          <dt>{messages.unit[spoken]}</dt>
          <dd>
            {unit ? (
              <UnitLink context={context} state={state} code={unit} zone={zone} />
            ) : (
              messages.noUnitYet[spoken]
            )}
          </dd>
        </div>
      </dl>
      <h3>{messages.timeline[spoken]}</h3>
      <IncidentTimeline context={context} state={state} course={course} />
      <ContactSection key={id} context={context} id={id} />
    </div>
  )
}

/** Section of an incident's card: state, possible steps, assigned units, and log. */

import type { ComponentChildren } from 'preact'
import { formatCode, formatNumber } from '../../format.ts'
import { LastLoaded } from '../../parts/resource.tsx'
import { CaseClock } from '../case-clock.tsx'
import { ContactSection } from '../contact-section.tsx'
import { IncidentTimeline } from '../incident-timeline.tsx'
import { messages as patrol } from '../messages.ts'
import { ZoneLink } from '../place-links.tsx'
import { type CaseProps, useCase } from './case.ts'
import { messages } from './messages.ts'
import { SentUnits } from './sent-units.tsx'
import { StatusLink } from './status-link.tsx'
import { Steps } from './steps.tsx'
import { Story } from './story.tsx'

/** Attributes that the section shows. */
export const incidentShown = [
  ...['number', 'kind', 'state', 'zone_code', 'unit_code', 'priority', 'alarm_level', 'words'],
  ...['received_at', 'routed_at', 'accepted_at', 'arrived_at', 'resolved_at', 'fed_back_at'],
  ...['closed_at', 'reopened_at'],
]

function Fact({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Shows incidents merged into this one, or the incident that this one was merged into. */
function Merges({ context, incident }: Pick<CaseProps, 'context' | 'incident'>) {
  const spoken = context.language.value
  const { merged, merged_into } = incident
  const link = (id: number, text: string) => (
    <button
      key={id}
      type="button"
      class="patrol-link"
      onClick={() => context.openCard({ layer: 'incidents', id })}
    >
      {text}
    </button>
  )
  return (
    <>
      {merged_into !== null && (
        <Fact title={messages.mergedInto[spoken]}>{link(merged_into, `#${merged_into}`)}</Fact>
      )}
      {merged.length > 0 && (
        <Fact title={messages.merged[spoken]}>{merged.map(({ id, number }) => link(id, number))}</Fact>
      )}
    </>
  )
}

function Facts({ context, state, incident }: CaseProps) {
  const spoken = context.language.value
  const { zone_code, priority, alarm_level, words } = incident
  const known = messages.priorities[priority as 1 | 2 | 3]
  return (
    <dl class="patrol-facts">
      <Fact title={patrol.status[spoken]}>{formatCode(incident.state, 'incidentStates', spoken)}</Fact>
      <Fact title={messages.priority[spoken]}>
        <span data-priority={priority}>{known?.[spoken] ?? priority}</span>
        {alarm_level > 1 && (
          <strong class="case-level">
            {messages.alarmLevel[spoken]} {formatNumber(alarm_level, spoken, 0)}
            {messages.level[spoken]}
          </strong>
        )}
      </Fact>
      <Fact title={patrol.zone[spoken]}>
        {zone_code ? <ZoneLink context={context} state={state} code={zone_code} /> : patrol.noZone[spoken]}
      </Fact>
      {words && (
        <Fact title={messages.words[spoken]}>
          <span class="case-words">{words}</span>
        </Fact>
      )}
      <Merges context={context} incident={incident} />
    </dl>
  )
}

function Body(props: CaseProps) {
  const { context, state, open, incident } = props
  const spoken = context.language.value
  return (
    <>
      <CaseClock context={context} state={state} incident={incident} />
      <Facts {...props} />
      <SentUnits {...props} />
      <Steps key={open.id} {...props} />
      <h3>{patrol.timeline[spoken]}</h3>
      <IncidentTimeline context={context} state={state} course={incident} />
      <h3>{messages.story[spoken]}</h3>
      <Story context={context} events={open.story.value?.events ?? []} />
      <StatusLink key={`link ${open.id}`} context={context} id={open.id} />
      <ContactSection key={`contact ${open.id}`} context={context} id={open.id} />
    </>
  )
}

interface Props extends Pick<CaseProps, 'context' | 'state'> {
  readonly id: number
}

export function CaseSection({ context, state, id }: Props) {
  const open = useCase(context, state, id)
  return (
    <div class="patrol-card case">
      <LastLoaded resource={open.story}>
        {({ incident }) =>
          incident.id === id ? (
            <Body context={context} state={state} open={open} incident={open.answered.value ?? incident} />
          ) : null
        }
      </LastLoaded>
    </div>
  )
}

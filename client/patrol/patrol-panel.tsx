/** The desk's panel: key figures, incidents, time, map display, filters, zones and units. */
import { render } from 'preact'
import { countDuty } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { AlarmList } from './alarms/alarm-list.tsx'
import { DisplaySection } from './display-section.tsx'
import { FilterSection } from './filter-section.tsx'
import { IncidentList } from './incident-list.tsx'
import type { IncidentQueue } from './incident-queue.ts'
import { Intake } from './intake/intake-form.tsx'
import { LeadTools } from './lead-tools.tsx'
import { messages } from './messages.ts'
import { MyTasks } from './officer/my-tasks.tsx'
import type { OfficerState } from './officer/officer-state.ts'
import type { PatrolState } from './patrol-state.ts'
import { lengthText, rangeText } from './range-text.ts'
import { countIncidents, rangeBefore } from './time-filter.ts'
import { TimeSection } from './time-section.tsx'
import { UnitList } from './unit-list.tsx'
import { ZoneTable } from './zone-table.tsx'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

interface PanelProps extends Props {
  readonly queue: IncidentQueue
  /** Null for leads. */
  readonly officer: OfficerState | null
}

/** Shows the change from the previous period, such as "较前 30 天 ↓ −46%"; empty without a previous period. */
function Change({ context, state }: Props) {
  const before = rangeBefore(state.range.value)
  const earlier = before ? countIncidents(state.columns.times, before, state.passed.value) : 0
  if (earlier === 0) return null
  const spoken = context.language.value
  const change = Math.round((100 * (state.chosen.value.length - earlier)) / earlier)
  const [arrow, sign] = change === 0 ? ['→', ''] : change < 0 ? ['↓', '−'] : ['↑', '+']
  return (
    <span class="small muted patrol-change">
      {messages.before[spoken]} {lengthText(state.range.value, spoken)}{' '}
      <span aria-hidden="true">{arrow}</span> {sign}
      {formatNumber(Math.abs(change), spoken, 0)}%
    </span>
  )
}

function Duty({ context, state }: Props) {
  const spoken = context.language.value
  const { reachable, lost, all } = countDuty(state.units.value, state.now.value)
  return (
    <div>
      <dt>{messages.onDuty[spoken]}</dt>
      <dd>
        <button
          type="button"
          class="patrol-figure"
          title={messages.showUnits[spoken]}
          onClick={() => {
            state.unitsAsked.value += 1
          }}
        >
          {reachable}
          <span class="muted small">/{all}</span>
        </button>
        {lost > 0 && (
          <span class="patrol-lost small">
            {messages.lost[spoken]} {lost}
          </span>
        )}
      </dd>
    </div>
  )
}

function OpenNow({ context, state }: Props) {
  const spoken = context.language.value
  const { open, overdue } = state.open.value
  const title = messages.showIncidents[spoken]
  return (
    <div>
      <dt>{messages.openNow[spoken]}</dt>
      <dd class={open > 0 ? 'alert' : undefined}>
        <button type="button" class="patrol-figure" title={title} onClick={() => state.showRows({})}>
          {formatNumber(open, spoken, 0)}
        </button>
        {overdue > 0 && (
          <button
            type="button"
            class="patrol-open small"
            title={title}
            onClick={() => state.showRows({ status: 'overdue' })}
          >
            {messages.overdueNow[spoken]} {overdue}
          </button>
        )}
      </dd>
    </div>
  )
}

function Summary({ context, state }: Props) {
  const spoken = context.language.value
  return (
    <dl class="patrol-summary">
      <div>
        <dt>{messages.chosen[spoken]}</dt>
        <dd>
          <button
            type="button"
            class="patrol-figure"
            title={messages.showIncidents[spoken]}
            onClick={() => state.showRows({ status: 'all', sort: 'newest', follows: true })}
          >
            {formatNumber(state.chosen.value.length, spoken, 0)}
          </button>{' '}
          <Change context={context} state={state} />
        </dd>
      </div>
      <OpenNow context={context} state={state} />
      <Duty context={context} state={state} />
    </dl>
  )
}

function Zones({ context, state }: Props) {
  const spoken = context.language.value
  const { zones } = state.zones.value
  return (
    <section class="desk-section" aria-label={messages.zones[spoken]}>
      <h3>
        {messages.zones[spoken]} · {rangeText(state, spoken)}
      </h3>
      <ZoneTable context={context} state={state} zones={zones} />
      {zones.length > 0 && <p class="muted small patrol-note">{messages.clocksNote[spoken]}</p>}
    </section>
  )
}

function PatrolPanel({ context, state, queue, officer }: PanelProps) {
  const spoken = context.language.value
  return (
    <div class="patrol-desk">
      <h2>{messages.title[spoken]}</h2>
      <AlarmList context={context} state={state} />
      {officer && <MyTasks context={context} state={state} officer={officer} />}
      <Intake context={context} state={state} outbox={officer?.outbox ?? null} />
      <Summary context={context} state={state} />
      <IncidentList context={context} state={state} queue={queue} />
      {state.columns.count === 0 ? (
        <p class="empty">{messages.noIncidents[spoken]}</p>
      ) : (
        <>
          <TimeSection context={context} state={state} />
          {state.chosen.value.length === 0 && <p class="patrol-nothing muted">{messages.nothing[spoken]}</p>}
          <DisplaySection context={context} state={state} />
          <FilterSection context={context} state={state} />
        </>
      )}
      <Zones context={context} state={state} />
      <UnitList context={context} state={state} />
      <LeadTools context={context} state={state} />
    </div>
  )
}

/** Renders the panel. Returns the function that removes it. */
export function showPanel(props: PanelProps): () => void {
  render(<PatrolPanel {...props} />, props.context.panel)
  return () => render(null, props.context.panel)
}

/** The desk's panel: key figures, time, map display, filters, zones and units. */
import { render } from 'preact'
import { countDuty } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { formatDay } from './china-time.ts'
import { DisplaySection } from './display-section.tsx'
import { FilterSection } from './filter-section.tsx'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { countIncidents, rangeBefore } from './time-filter.ts'
import { TimeSection } from './time-section.tsx'
import { UnitList } from './unit-list.tsx'
import { ZoneTable } from './zone-table.tsx'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

/** The change against the previous period, such as "+12%"; empty without a previous period. */
function Change({ context, state }: Props) {
  const before = rangeBefore(state.range.value)
  const earlier = before ? countIncidents(state.columns.times, before, state.passed.value) : 0
  if (earlier === 0) return null
  const spoken = context.language.value
  const change = (100 * (state.chosen.value.length - earlier)) / earlier
  return (
    <span class="small muted patrol-change">
      {messages.before[spoken]} {change < 0 ? '−' : '+'}
      {formatNumber(Math.abs(change), spoken, 0)}%
    </span>
  )
}

function Summary({ context, state }: Props) {
  const spoken = context.language.value
  const open = state.zones.value.zones.reduce((sum, zone) => sum + zone.incidents_open, 0)
  const units = state.units.value
  const { reachable, lost, all } = countDuty(units, state.now.value)
  return (
    <dl class="patrol-summary">
      <div>
        <dt>{messages.chosen[spoken]}</dt>
        <dd>
          {formatNumber(state.chosen.value.length, spoken, 0)} <Change context={context} state={state} />
        </dd>
      </div>
      <div>
        <dt>{messages.openNow[spoken]}</dt>
        <dd class={open > 0 ? 'alert' : undefined}>{formatNumber(open, spoken, 0)}</dd>
      </div>
      <div>
        <dt>{messages.onDuty[spoken]}</dt>
        <dd>
          {reachable}
          <span class="muted small">/{all}</span>
          {lost > 0 && (
            <span class="patrol-lost small">
              {messages.lost[spoken]} {lost}
            </span>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Zones({ context, state }: Props) {
  const spoken = context.language.value
  const { zones, as_of } = state.zones.value
  return (
    <section class="desk-section" aria-label={messages.zones[spoken]}>
      <h3>{messages.zones[spoken]}</h3>
      <ZoneTable context={context} state={state} zones={zones} />
      {zones.length > 0 && (
        <p class="muted small patrol-note">
          {messages.clocksNote[spoken]}
          {as_of && ` · ${messages.asOf[spoken]} ${formatDay(Date.parse(as_of) / 1000, spoken)}`}
        </p>
      )}
    </section>
  )
}

function PatrolPanel({ context, state }: Props) {
  const spoken = context.language.value
  return (
    <div class="patrol-desk">
      <h2>{messages.title[spoken]}</h2>
      <Summary context={context} state={state} />
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
    </div>
  )
}

/** Renders the panel. Returns the function that removes it. */
export function showPanel(props: Props): () => void {
  render(<PatrolPanel {...props} />, props.context.panel)
  return () => render(null, props.context.panel)
}

/** Table of zones: incidents and 51030 attainment of the selected time, current open incidents and units on duty. */

import type { Attainment, PatrolZone as Zone } from '../../geodata/model/answers/patrol.ts'
import { clocks } from '../../geodata/model/patrol/clocks.ts'
import { countDuty } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { zoneName } from './incident-text.ts'
import { messages } from './messages.ts'
import { openZone } from './open-place.ts'
import type { PatrolState } from './patrol-state.ts'
import { noFigures } from './zone-attainment.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly zones: readonly Zone[]
}

function Rate({ context, attainment }: { readonly attainment: Attainment } & Pick<Props, 'context'>) {
  if (attainment.rate === null) return <td class="patrol-number muted">–</td>
  const percent = formatNumber(attainment.rate * 100, context.language.value, 0)
  return (
    <td class="patrol-number">
      {percent}
      <span class="muted">%</span>
      <svg class="patrol-rate" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100} height={4} class="patrol-rate-ground" />
        <rect width={attainment.rate * 100} height={4} class="patrol-rate-met" />
      </svg>
    </td>
  )
}

type RowProps = { readonly zone: Zone } & Pick<Props, 'context' | 'state'>

/** Shows numbers of incidents as buttons that open their rows. */
function Counts({ context, state, zone }: RowProps) {
  const spoken = context.language.value
  const { figures, open } = state.zoneValues.value
  const { incidents } = figures.get(zone.code) ?? noFigures
  const openNow = open.get(zone.code) ?? 0
  const name = zoneName(state, zone.code, spoken)
  return (
    <td class="patrol-number">
      <button
        type="button"
        class="patrol-figure"
        title={`${messages.showIncidents[spoken]} · ${name}`}
        onClick={() => state.showRows({ status: 'all', sort: 'newest', follows: true, zone: zone.code })}
      >
        {formatNumber(incidents, spoken, 0)}
      </button>
      {openNow > 0 && (
        <button
          type="button"
          class="patrol-open"
          title={`${messages.showIncidents[spoken]} · ${name}`}
          onClick={() => state.showRows({ zone: zone.code })}
        >
          {openNow} {messages.open[spoken]}
        </button>
      )}
    </td>
  )
}

function Duty({ context, state, zone }: RowProps) {
  const spoken = context.language.value
  const units = state.units.value.filter(({ zone_code }) => zone_code === zone.code)
  const { reachable, lost, all } = countDuty(units, state.now.value)
  return (
    <td class="patrol-number">
      {reachable}
      <span class="muted">/{all}</span>
      {lost > 0 && (
        <span class="patrol-open">
          {messages.lost[spoken]} {lost}
        </span>
      )}
    </td>
  )
}

function Row({ context, state, zone }: RowProps) {
  const { attainment } = state.zoneValues.value.figures.get(zone.code) ?? noFigures
  return (
    <tr>
      <th scope="row">
        <button type="button" class="patrol-link" onClick={() => openZone(context, zone)}>
          {zoneName(state, zone.code, context.language.value)}
        </button>
      </th>
      <Counts context={context} state={state} zone={zone} />
      {clocks.map((clock) => (
        <Rate key={clock} context={context} attainment={attainment[clock]} />
      ))}
      <Duty context={context} state={state} zone={zone} />
    </tr>
  )
}

export function ZoneTable({ context, state, zones }: Props) {
  const spoken = context.language.value
  const table = useRovingFocus('button')
  if (zones.length === 0) return <p class="empty">{messages.noZones[spoken]}</p>
  return (
    <table class="patrol-table" ref={table}>
      <caption class="visually-hidden">{messages.zonesTable[spoken]}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.zone[spoken]}</th>
          <th scope="col">{messages.incidents30[spoken]}</th>
          {clocks.map((clock) => (
            <th key={clock} scope="col" class="patrol-head" title={messages[clock][spoken]}>
              {messages[`${clock}Head`][spoken]}
            </th>
          ))}
          <th scope="col">{messages.units[spoken]}</th>
        </tr>
      </thead>
      <tbody>
        {zones.map((zone) => (
          <Row key={zone.id} context={context} state={state} zone={zone} />
        ))}
      </tbody>
    </table>
  )
}

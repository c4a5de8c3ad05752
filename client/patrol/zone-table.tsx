/** Table of zones: incidents of 30 days, attainment of each 51030 clock, units on duty. */

import type { Attainment, PatrolZone as Zone } from '../../geodata/model/answers/patrol.ts'
import { countDuty } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { messages } from './messages.ts'
import type { Clock } from './patrol-data.ts'
import type { PatrolState } from './patrol-state.ts'

export const clocks: readonly { readonly clock: Clock; readonly minutes: number }[] = [
  { clock: 'routed', minutes: 5 },
  { clock: 'arrived', minutes: 10 },
  { clock: 'fed_back', minutes: 30 },
]

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

function Row({ context, state, zone }: { readonly zone: Zone } & Pick<Props, 'context' | 'state'>) {
  const spoken = context.language.value
  const units = state.units.value.filter(({ zone_code }) => zone_code === zone.code)
  const { reachable, lost, all } = countDuty(units, state.now.value)
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="patrol-link"
          onClick={() => {
            context.map.fitBounds(zone.bbox, 15)
            context.openCard({ layer: 'patrol_zones', id: zone.id })
          }}
        >
          {spoken === 'en' ? (zone.name_en ?? zone.name) : zone.name}
        </button>
      </th>
      <td class="patrol-number">
        {formatNumber(zone.incidents_30d, spoken, 0)}
        {zone.incidents_open > 0 && (
          <span class="patrol-open">
            {zone.incidents_open} {messages.open[spoken]}
          </span>
        )}
      </td>
      {clocks.map(({ clock }) => (
        <Rate key={clock} context={context} attainment={zone.attainment[clock]} />
      ))}
      <td class="patrol-number">
        {reachable}
        <span class="muted">/{all}</span>
        {lost > 0 && (
          <span class="patrol-open">
            {messages.lost[spoken]} {lost}
          </span>
        )}
      </td>
    </tr>
  )
}

export function ZoneTable({ context, state, zones }: Props) {
  const spoken = context.language.value
  if (zones.length === 0) return <p class="empty">{messages.noZones[spoken]}</p>
  return (
    <table class="patrol-table">
      <caption class="visually-hidden">{messages.zonesTable[spoken]}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.zone[spoken]}</th>
          <th scope="col">{messages.incidents30[spoken]}</th>
          {clocks.map(({ clock }) => (
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

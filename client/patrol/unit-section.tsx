/** Section of a unit's card: position, state, zone, current task, nearest open incidents, track. */
import type { ListedIncident } from '../../geodata/model/answers/incidents.ts'
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { unitStates } from '../../geodata/model/codes.ts'
import { freshnessOf } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatDate, formatLength } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { compassWord } from './compass.ts'
import { nearest } from './distance.ts'
import { IncidentRow } from './incident-row.tsx'
import { messages } from './messages.ts'
import { offRouteText } from './movements/crossing-text.ts'
import { ZoneLog } from './movements/zone-log.tsx'
import type { PatrolState } from './patrol-state.ts'
import { PhoneLink } from './phone-link.tsx'
import { ZoneLink } from './place-links.tsx'
import { ageText } from './position-age.ts'
import { TrackSection } from './track-section.tsx'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
}

/** Attributes that the section shows. */
export const unitShown = ['code', 'state', 'zone_code', 'phone', 'position_at', 'heading']

const NEAREST = 3

/** Returns true if an incident belongs to a unit. Codes of units are unique in their zone only. */
const isOf = (unit: PatrolUnit, { unit_code, zone_code }: ListedIncident, units: readonly PatrolUnit[]) =>
  unit_code === unit.code &&
  (zone_code === unit.zone_code || units.filter(({ code }) => code === unit.code).length === 1)

function Position({ context, state, unit }: Omit<Props, 'id'> & { readonly unit: PatrolUnit }) {
  const spoken = context.language.value
  const now = state.now.value
  const age = ageText(unit, spoken, now)
  if (!age) return null
  return (
    <p class="patrol-position" data-freshness={freshnessOf(unit, now)}>
      <strong>{age}</strong>
      {unit.position_at && (
        <span>
          {' '}
          · {messages.lastPosition[spoken]} {formatDate(unit.position_at, 'datetime', spoken)}
          {unit.heading !== null && ` · ${messages.heading[spoken]}${compassWord(unit.heading, spoken)}`}
        </span>
      )}
    </p>
  )
}

interface RowsProps extends Omit<Props, 'id'> {
  readonly title: string
  readonly nothing: string
  readonly rows: readonly { readonly incident: ListedIncident; readonly note?: string }[]
}

function Rows({ context, state, title, nothing, rows }: RowsProps) {
  const list = useRovingFocus('button')
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p class="muted small">{nothing}</p>
      ) : (
        <ul class="plain list" ref={list}>
          {rows.map(({ incident, note }) => (
            <IncidentRow
              key={incident.id}
              context={context}
              state={state}
              incident={incident}
              {...(note === undefined ? {} : { note })}
            />
          ))}
        </ul>
      )}
    </>
  )
}

function Work({ context, state, unit }: Omit<Props, 'id'> & { readonly unit: PatrolUnit }) {
  const spoken = context.language.value
  const { incidents } = state.open.value
  const own = incidents.filter((incident) => isOf(unit, incident, state.units.value))
  const others = incidents.filter((incident) => !own.includes(incident))
  const near = nearest(unit, others, NEAREST).map(({ place, metres }) => ({
    incident: place,
    note: `${messages.straight[spoken]} ${formatLength(metres, spoken)}`,
  }))
  return (
    <>
      <Rows
        context={context}
        state={state}
        title={messages.inHand[spoken]}
        nothing={messages.nothingInHand[spoken]}
        rows={own.map((incident) => ({ incident }))}
      />
      <Rows
        context={context}
        state={state}
        title={messages.nearestOpen[spoken]}
        nothing={messages.noOtherOpen[spoken]}
        rows={near}
      />
    </>
  )
}

export function UnitSection({ context, state, id }: Props) {
  const spoken = context.language.value
  const unit = state.units.value.find((one) => one.id === id)
  if (!unit) return null
  return (
    <div class="patrol-card">
      <Position context={context} state={state} unit={unit} />
      <dl class="patrol-facts">
        <div>
          <dt>{messages.status[spoken]}</dt>
          <dd>{unitStates[unit.state].title[spoken]}</dd>
        </div>
        <div>
          <dt>{messages.zone[spoken]}</dt>
          <dd>
            {unit.zone_code ? (
              <ZoneLink context={context} state={state} code={unit.zone_code} />
            ) : (
              messages.noZone[spoken]
            )}
          </dd>
        </div>
        {unit.phone && (
          <div>
            <dt>{messages.phone[spoken]}</dt>
            <dd>
              <PhoneLink context={context} phone={unit.phone} />
            </dd>
          </div>
        )}
      </dl>
      {unit.off_route && (
        <p class="patrol-off-route">{offRouteText(unit.off_route, spoken, state.now.value)}</p>
      )}
      <Work context={context} state={state} unit={unit} />
      <ZoneLog key={`zones ${id}`} context={context} state={state} id={id} />
      <TrackSection key={id} context={context} id={id} />
    </div>
  )
}

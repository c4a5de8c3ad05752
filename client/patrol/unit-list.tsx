/** Units by call sign, with their state and how old their position is. */

import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { unitStates } from '../../geodata/model/codes.ts'
import { freshnessOf } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { onServer } from '../source/server-path.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { ageText } from './position-age.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const UNIT_ZOOM = 15.5

function Row({ context, state, unit }: { readonly unit: PatrolUnit } & Props) {
  const spoken = context.language.value
  const now = state.now.value
  const freshness = freshnessOf(unit, now)
  const age = ageText(unit, spoken, now)
  const name = spoken === 'en' ? (unit.name_en ?? unit.name) : unit.name
  return (
    <li>
      <button
        type="button"
        class="list-row patrol-unit"
        data-freshness={freshness}
        onClick={() => {
          context.map.flyTo({ center: [unit.lon, unit.lat], zoom: UNIT_ZOOM })
          context.openCard({ layer: 'units', id: unit.id })
        }}
      >
        <img
          src={onServer(
            `/sprites/${context.theme.value}/unit-${freshness === 'lost' ? 'off_shift' : unit.state}.svg`,
          )}
          alt=""
          width={26}
          height={26}
        />
        <span>
          <span class="list-name">{unit.code}</span> {name}
        </span>
        <span class="list-figure">
          {freshness === 'lost' ? (
            <>
              <strong class="patrol-lost">{age}</strong>
              <span class="small">
                {' '}
                · {messages.lastKnown[spoken]} {unitStates[unit.state].title[spoken]}
              </span>
            </>
          ) : (
            <>
              {unitStates[unit.state].title[spoken]}
              {age && <span class="small"> · {age}</span>}
            </>
          )}
        </span>
      </button>
    </li>
  )
}

export function UnitList({ context, state }: Props) {
  const spoken = context.language.value
  const units = state.units.value
  return (
    <section class="desk-section" aria-label={messages.unitList[spoken]}>
      <h3>{messages.unitList[spoken]}</h3>
      {state.stale.value && <p class="patrol-stale">{messages.stale[spoken]}</p>}
      {units.length === 0 ? (
        <p class="empty">{messages.noUnits[spoken]}</p>
      ) : (
        <ul class="plain list">
          {units.map((unit) => (
            <Row key={unit.id} context={context} state={state} unit={unit} />
          ))}
        </ul>
      )}
    </section>
  )
}

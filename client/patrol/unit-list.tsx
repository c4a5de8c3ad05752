/** List of units by call sign, with state and age of the position. */

import { useEffect, useRef } from 'preact/hooks'
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { unitStates } from '../../geodata/model/codes.ts'
import { freshnessOf } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { imageAddress } from '../source/chosen.ts'
import { RollCall } from './alarms/roll-call.tsx'
import { mayDirect } from './dispatch/who.ts'
import { messages } from './messages.ts'
import { offRouteText } from './movements/crossing-text.ts'
import { openUnit } from './open-place.ts'
import type { PatrolState } from './patrol-state.ts'
import { ageText } from './position-age.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

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
        onClick={() => openUnit(context, unit)}
      >
        <img
          src={imageAddress(context.theme.value, `unit-${freshness === 'lost' ? 'off_shift' : unit.state}`)}
          alt=""
          width={26}
          height={26}
        />
        <span>
          <span class="list-name">{unit.code}</span> {name}
          {unit.off_route && (
            <span class="patrol-off-route">{offRouteText(unit.off_route, spoken, now)}</span>
          )}
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

export function UnitRows({ context, state, units }: Props & { readonly units: readonly PatrolUnit[] }) {
  const list = useRovingFocus('button')
  if (units.length === 0) return <p class="empty">{messages.noUnits[context.language.value]}</p>
  return (
    <ul class="plain list" ref={list}>
      {units.map((unit) => (
        <Row key={unit.id} context={context} state={state} unit={unit} />
      ))}
    </ul>
  )
}

export function UnitList({ context, state }: Props) {
  const spoken = context.language.value
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = state.unitsAsked.value
  useEffect(() => {
    if (asked === 0) return
    heading.current?.scrollIntoView({ block: 'start' })
    heading.current?.focus({ preventScroll: true })
  }, [asked])
  return (
    <section class="desk-section" aria-label={messages.unitList[spoken]}>
      <h3 ref={heading} tabIndex={-1}>
        {messages.unitList[spoken]}
      </h3>
      {mayDirect(context) && <RollCall context={context} told={state.rollCallsTold.value} />}
      {state.stale.value && <p class="patrol-stale">{messages.stale[spoken]}</p>}
      <UnitRows context={context} state={state} units={state.units.value} />
    </section>
  )
}

/** Units by call sign, with their state and how old their position is. */

import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { unitStates } from '../../geodata/model/codes.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { onServer } from '../source/server-path.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const UNIT_ZOOM = 15.5

/** How long ago a time was, in the largest whole unit. */
function ageText(moment: string, language: Language, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(moment)) / 60_000)
  if (minutes < 1) return messages.justNow[language]
  const [value, unit] =
    minutes < 60
      ? [minutes, messages.minutes]
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), messages.hoursShort]
        : [Math.floor(minutes / 1440), messages.daysShort]
  return `${value} ${unit[language]}${language === 'zh' ? '' : ' '}${messages.ago[language]}`
}

function Row({ context, unit }: { readonly unit: PatrolUnit } & Pick<Props, 'context'>) {
  const spoken = context.language.value
  const name = spoken === 'en' ? (unit.name_en ?? unit.name) : unit.name
  return (
    <li>
      <button
        type="button"
        class="list-row patrol-unit"
        onClick={() => {
          context.map.flyTo({ center: [unit.lon, unit.lat], zoom: UNIT_ZOOM })
          context.openCard({ layer: 'units', id: unit.id })
        }}
      >
        <img
          src={onServer(`/sprites/${context.theme.value}/unit-${unit.state}.svg`)}
          alt=""
          width={26}
          height={26}
        />
        <span>
          <span class="list-name">{unit.code}</span> {name}
        </span>
        <span class="list-figure">
          {unitStates[unit.state].title[spoken]}
          {unit.position_at && <span class="small"> · {ageText(unit.position_at, spoken)}</span>}
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
            <Row key={unit.id} context={context} unit={unit} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Names of zones and units in cards, as links to their cards. */
import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import type { DeskContext } from '../desk.ts'
import { zoneName } from './incident-text.ts'
import { openUnit, openZone } from './open-place.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly code: string
}

/** Shows a zone by its code; plain text if it is unknown. */
export function ZoneLink({ context, state, code }: Props) {
  const zone = state.zones.value.zones.find((one) => one.code === code)
  const name = zoneName(state, code, context.language.value)
  if (!zone) return <span>{name}</span>
  return (
    <button type="button" class="patrol-link" onClick={() => openZone(context, zone)}>
      {name}
    </button>
  )
}

/** Returns "U05 西谷二组", in English with the English name. */
const unitTitle = ({ code, name, name_en }: PatrolUnit, spoken: 'zh' | 'en'): string =>
  `${code} ${spoken === 'en' ? (name_en ?? name) : name}`

/** Shows a unit by its code, which is unique in its zone; plain text if it is unknown. */
export function UnitLink({ context, state, code, zone }: Props & { readonly zone: string | null }) {
  const named = state.units.value.filter((one) => one.code === code)
  const unit = named.find(({ zone_code }) => zone_code === zone) ?? named[0]
  if (!unit) return <span>{code}</span>
  return (
    <button type="button" class="patrol-link" onClick={() => openUnit(context, unit)}>
      {unitTitle(unit, context.language.value)}
    </button>
  )
}

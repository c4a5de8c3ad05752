/** Section of a unit's card: how old its position is. */
import { freshnessOf } from '../../geodata/model/patrol/freshness.ts'
import type { DeskContext } from '../desk.ts'
import { formatDate } from '../format.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { ageText } from './position-age.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
}

export function UnitSection({ context, state, id }: Props) {
  const spoken = context.language.value
  const unit = state.units.value.find((one) => one.id === id)
  if (!unit) return null
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
        </span>
      )}
    </p>
  )
}

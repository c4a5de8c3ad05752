/** Filters for incidents: kinds, hours of the day and weekdays, with counts. */
import { useComputed } from '@preact/signals'
import { incidentKinds } from '../../geodata/model/codes.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { imageAddress } from '../source/chosen.ts'
import { countBy } from './histogram.ts'
import { messages, weekdayTitles } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { noTraits, selectIncidents, traitMask } from './time-filter.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

/** Hours in one group. */
const BLOCK = 3
const blocks = Array.from({ length: 24 / BLOCK }, (_, block) => block * BLOCK)
const kindCodes = Object.keys(incidentKinds) as (keyof typeof incidentKinds)[]

/** Toggles some values of a set: removes them if all are present, otherwise adds them. */
function toggled<T>(set: ReadonlySet<T>, values: readonly T[]): ReadonlySet<T> {
  const on = values.every((value) => set.has(value))
  return new Set(on ? [...set].filter((value) => !values.includes(value)) : [...set, ...values])
}

function Kinds({ context, state }: Props) {
  const spoken = context.language.value
  const counts = useComputed(() => {
    const others = traitMask(state.columns, { ...state.traits.value, kinds: new Set() })
    const chosen = selectIncidents(state.columns.times, state.range.value, others)
    const byIndex = countBy(chosen, state.columns.kinds, state.columns.kindCodes.length)
    return new Map(state.columns.kindCodes.map((code, index) => [code, byIndex[index] ?? 0]))
  })
  const { kinds } = state.traits.value
  const chips = useRovingFocus('button')
  return (
    <fieldset>
      <legend class="small muted">{messages.kinds[spoken]}</legend>
      <div class="chips" ref={chips}>
        {kindCodes.map((code) => (
          <button
            key={code}
            type="button"
            class="chip"
            aria-pressed={kinds.has(code)}
            onClick={() => state.narrow({ kinds: toggled(kinds, [code]) })}
          >
            <img src={imageAddress(context.theme.value, `incident-${code}`)} alt="" width={18} height={18} />
            {incidentKinds[code].title[spoken]}
            <span class="patrol-chip-count">{formatNumber(counts.value.get(code) ?? 0, spoken, 0)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Hours({ context, state }: Props) {
  const spoken = context.language.value
  const counts = countBy(state.chosen.value, state.columns.hours, 24)
  const sums = blocks.map((first) => counts.slice(first, first + BLOCK).reduce((sum, one) => sum + one, 0))
  const most = Math.max(1, ...sums)
  const { hours } = state.traits.value
  const buttons = useRovingFocus('button')
  return (
    <fieldset>
      <legend class="small muted">{messages.hours[spoken]}</legend>
      <div class="patrol-hours" ref={buttons}>
        {blocks.map((first, index) => {
          const values = Array.from({ length: BLOCK }, (_, hour) => first + hour)
          const height = (28 * (sums[index] ?? 0)) / most
          return (
            <button
              key={first}
              type="button"
              aria-label={`${first}:00–${first + BLOCK}:00`}
              aria-pressed={values.every((hour) => hours.has(hour))}
              onClick={() => state.narrow({ hours: toggled(hours, values) })}
            >
              <svg viewBox="0 0 10 28" preserveAspectRatio="none" aria-hidden="true">
                <rect y={28 - height} width={10} height={height} />
              </svg>
              <span aria-hidden="true">{first}</span>
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

function Weekdays({ context, state }: Props) {
  const spoken = context.language.value
  const { weekdays } = state.traits.value
  const buttons = useRovingFocus('button')
  return (
    <fieldset>
      <legend class="small muted">{messages.weekdays[spoken]}</legend>
      <div class="patrol-weekdays" ref={buttons}>
        {weekdayTitles.map(({ short, long }, day) => (
          <button
            key={long.en}
            type="button"
            aria-label={long[spoken]}
            aria-pressed={weekdays.has(day)}
            onClick={() => state.narrow({ weekdays: toggled(weekdays, [day]) })}
          >
            {short[spoken]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

export function FilterSection({ context, state }: Props) {
  const spoken = context.language.value
  const { kinds, hours, weekdays } = state.traits.value
  const filtered = kinds.size + hours.size + weekdays.size > 0
  return (
    <details class="patrol-filters desk-section">
      <summary>
        {messages.filters[spoken]}
        {filtered && <span class="patrol-filtered" aria-hidden="true" />}
        <span class="muted small">
          {kinds.size === 0
            ? messages.all[spoken]
            : kindCodes
                .filter((code) => kinds.has(code))
                .map((code) => incidentKinds[code].title[spoken])
                .join(spoken === 'zh' ? '、' : ', ')}
        </span>
      </summary>
      <Kinds context={context} state={state} />
      <Hours context={context} state={state} />
      <Weekdays context={context} state={state} />
      {filtered && (
        <button type="button" class="text-button" onClick={() => state.narrow(noTraits)}>
          {messages.clear[spoken]}
        </button>
      )}
    </details>
  )
}

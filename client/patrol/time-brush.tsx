/**
 * Histogram of incidents with the selected range. A user can drag an edge or the whole range; a drag outside of it
 * draws a new range, and a double click selects all. Three invisible range inputs serve keyboards and screen
 * readers.
 */
import { useSignal } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { type Grip, moveRange } from './brush.ts'
import { Bars } from './brush-bars.tsx'
import { formatDay } from './china-time.ts'
import { DAY } from './incident-columns.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const grips = [
  { grip: 'from', word: messages.rangeFrom },
  { grip: 'whole', word: messages.rangeWhole },
  { grip: 'to', word: messages.rangeTo },
] as const

export function TimeBrush({ context, state }: Props) {
  const focused = useSignal<Grip | null>(null)
  const spoken = context.language.value
  const { range, window, columns } = state
  const day = (time: number) => formatDay(columns.origin + time, spoken)
  const edgeOf = (grip: Grip) => (grip === 'to' ? range.value.to : range.value.from)
  return (
    <fieldset class={focused.value === 'whole' ? 'patrol-brush focused' : 'patrol-brush'}>
      <legend class="visually-hidden">{messages.histogram[spoken]}</legend>
      <Bars context={context} state={state} focused={focused.value} />
      {grips.map(({ grip, word }) => (
        <input
          key={grip}
          type="range"
          class="patrol-brush-input"
          aria-label={word[spoken]}
          aria-valuetext={day(grip === 'to' ? range.value.to - 1 : edgeOf(grip))}
          min={Math.round(window.value.from / DAY)}
          max={Math.round(window.value.to / DAY)}
          value={Math.round(edgeOf(grip) / DAY)}
          onFocus={() => {
            focused.value = grip
          }}
          onBlur={() => {
            focused.value = null
          }}
          onInput={(event) => {
            const time = Number(event.currentTarget.value) * DAY
            state.moveTo(moveRange(range.value, grip, time, window.value))
          }}
        />
      ))}
    </fieldset>
  )
}

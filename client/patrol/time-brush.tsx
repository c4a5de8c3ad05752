/**
 * Histogram of incidents with the chosen range, which can be dragged by its edges or as a whole.
 * Three invisible range inputs make it work for keyboards and screen readers.
 */
import { useComputed, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { type Grip, moveRange } from './brush.ts'
import { formatDay } from './china-time.ts'
import { timeHistogram } from './histogram.ts'
import { DAY } from './incident-columns.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import type { TimeRange } from './time-filter.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const WIDTH = 336
const HEIGHT = 60
const BARS = 112
/** Pixels around an edge where a pointer drags the edge instead of the whole range. */
const NEAR = 12

const grips = [
  { grip: 'from', word: messages.rangeFrom },
  { grip: 'whole', word: messages.rangeWhole },
  { grip: 'to', word: messages.rangeTo },
] as const

function barsPath({ counts, highest, step, from }: ReturnType<typeof timeHistogram>, window: TimeRange) {
  const scale = WIDTH / (window.to - window.from)
  const bars = [...counts].map((count, bar) => {
    if (count === 0) return ''
    const left = (from + bar * step - window.from) * scale
    const width = Math.max(1, Math.min(step * scale * 0.84, WIDTH - left))
    const height = Math.max(1, (count / Math.max(1, highest)) * (HEIGHT - 4))
    return `M${left.toFixed(1)} ${HEIGHT}v${(-height).toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}z`
  })
  return bars.join('')
}

/** The part of the range under a pointer, and the offset in it. */
function gripAt(x: number, near: number, left: number, right: number): Grip {
  const [toLeft, toRight] = [Math.abs(x - left), Math.abs(x - right)]
  if (Math.min(toLeft, toRight) > near || (x > left + near / 2 && x < right - near / 2)) return 'whole'
  return toLeft < toRight ? 'from' : 'to'
}

function useDrag({ state }: Props) {
  const held = useRef<{ grip: Grip; at: number; range: TimeRange } | null>(null)
  const timeAt = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect()
    const { from, to } = state.window.value
    return { time: from + ((event.clientX - left) / width) * (to - from), perPixel: (to - from) / width }
  }
  return {
    onPointerDown(event: PointerEvent) {
      const { time, perPixel } = timeAt(event)
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      state.playing.value = false
      const { from, to } = state.range.value
      const grip = gripAt(time / perPixel, NEAR, from / perPixel, to / perPixel)
      if (grip === 'whole' && (time < from || time > to)) {
        state.moveTo(moveRange(state.range.value, 'whole', time - (to - from) / 2, state.window.value))
      }
      held.current = { grip, at: time, range: state.range.value }
    },
    onPointerMove(event: PointerEvent) {
      if (!held.current) return
      const { grip, at, range } = held.current
      const { time } = timeAt(event)
      const base = grip === 'to' ? range.to : range.from
      state.moveTo(moveRange(range, grip, base + time - at, state.window.value))
    },
    onPointerUp() {
      held.current = null
    },
  }
}

function Bars({ context, state, focused }: Props & { readonly focused: Grip | null }) {
  const histogram = useComputed(() =>
    timeHistogram(state.columns.times, state.passed.value, state.window.value, BARS),
  )
  const window = state.window.value
  const { from, to } = state.range.value
  const at = (time: number) => ((time - window.from) / (window.to - window.from)) * WIDTH
  const [left, right] = [Math.max(0, at(from)), Math.min(WIDTH, at(to))]
  const path = barsPath(histogram.value, window)
  const { highest, step } = histogram.value
  const spoken = context.language.value
  return (
    <>
      <p class="patrol-highest" aria-hidden="true">
        {messages.maxPerDay[spoken]} {formatNumber(highest / (step / DAY), spoken, 0)}
      </p>
      <svg
        class="patrol-bars"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        {...useDrag({ context, state })}
      >
        <clipPath id="patrol-range">
          <rect x={left} width={Math.max(1, right - left)} height={HEIGHT} />
        </clipPath>
        <rect class="patrol-range" x={left} width={Math.max(1, right - left)} height={HEIGHT} />
        <path class="patrol-bar" d={path} />
        <path class="patrol-bar chosen" d={path} clip-path="url(#patrol-range)" />
        {[left, right].map((x, index) => (
          <rect
            key={index === 0 ? 'from' : 'to'}
            class={focused === (index === 0 ? 'from' : 'to') ? 'patrol-grip focused' : 'patrol-grip'}
            x={Math.min(WIDTH - 3, Math.max(0, x - 1.5))}
            width={3}
            height={HEIGHT}
            rx={1.5}
          />
        ))}
      </svg>
    </>
  )
}

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

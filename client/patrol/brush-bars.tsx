/** Histogram bars with the selected range, the day under the pointer, and the time axis. */
import { type Signal, useComputed, useSignal } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import type { Grip } from './brush.ts'
import { useDrag } from './brush-drag.ts'
import { formatDayWithWeekday } from './china-time.ts'
import { timeHistogram } from './histogram.ts'
import { DAY } from './incident-columns.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { ticksOf } from './time-axis.ts'
import type { TimeRange } from './time-filter.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

const WIDTH = 336
const HEIGHT = 60
const BARS = 112

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

/** Shows days and incidents of the bar under the pointer, otherwise the highest daily mean. */
function Note({ context, state, histogram, pointed }: NoteProps) {
  const spoken = context.language.value
  const { highest, step, from, counts } = histogram
  const at = pointed.value
  const bar = at === null ? -1 : Math.floor((at - from) / step)
  const count = counts[bar]
  if (count === undefined) {
    return (
      <p class="patrol-highest" aria-hidden="true">
        {messages.maxPerDay[spoken]} {formatNumber(highest / (step / DAY), spoken, 0)}
      </p>
    )
  }
  const day = (time: number) => formatDayWithWeekday(state.columns.origin + time, spoken)
  const first = from + bar * step
  return (
    <p class="patrol-highest patrol-pointed" aria-hidden="true">
      {step === DAY ? day(first) : `${day(first)} – ${day(first + step - 1)}`} ·{' '}
      {formatNumber(count, spoken, 0)} {messages.cases[spoken]}
    </p>
  )
}

interface NoteProps extends Props {
  readonly histogram: ReturnType<typeof timeHistogram>
  readonly pointed: Signal<number | null>
}

/** Labels right of this share of the axis would be cut off. */
const LAST_LABEL = 0.87

function Axis({ context, state }: Props) {
  const { from, to } = state.window.value
  const ticks = ticksOf({ from, to }, state.columns.origin, context.language.value)
  const placed = ticks.map(({ time, label }) => ({ label, share: (time - from) / (to - from) }))
  return (
    <div class="patrol-axis" aria-hidden="true">
      {placed.map(({ label, share }) => (
        <span key={label} style={{ left: `${100 * share}%` }}>
          {share <= LAST_LABEL && label}
        </span>
      ))}
    </div>
  )
}

export function Bars({ context, state, focused }: Props & { readonly focused: Grip | null }) {
  const histogram = useComputed(() =>
    timeHistogram(state.columns.times, state.passed.value, state.window.value, BARS),
  )
  const pointed = useSignal<number | null>(null)
  const window = state.window.value
  const { from, to } = state.range.value
  const at = (time: number) => ((time - window.from) / (window.to - window.from)) * WIDTH
  const [left, right] = [Math.max(0, at(from)), Math.min(WIDTH, at(to))]
  const path = barsPath(histogram.value, window)
  return (
    <>
      <Note context={context} state={state} histogram={histogram.value} pointed={pointed} />
      <svg
        class="patrol-bars"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        {...useDrag(state, pointed)}
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
      <Axis context={context} state={state} />
    </>
  )
}

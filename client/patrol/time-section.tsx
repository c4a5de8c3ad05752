/** Selection of the time: presets, the brush on the histogram, and play. */
import { useSignalEffect } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { nextFrame, paceOf } from './brush.ts'
import { messages, presetTitles } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { lengthText, rangeText } from './range-text.ts'
import { TimeBrush } from './time-brush.tsx'
import { presets } from './time-filter.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

function usePlay({ context, state }: Props): void {
  useSignalEffect(() => {
    if (!state.playing.value) return
    const window = state.window.value
    const { step, pause } = paceOf(state.range.peek(), window, context.reducedMotion.value)
    const timer = setInterval(() => state.moveTo(nextFrame(state.range.peek(), window, step)), pause)
    return () => clearInterval(timer)
  })
}

function Play({ context, state }: Props) {
  const spoken = context.language.value
  const playing = state.playing.value
  return (
    <button
      type="button"
      class="patrol-play"
      aria-label={(playing ? messages.pause : messages.play)[spoken]}
      onClick={() => {
        state.playing.value = !playing
      }}
    >
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path
          d={playing ? 'M6 4.500h3v11H6zM11 4.500h3v11h-3z' : 'M7 4.500v11l8.500-5.500z'}
          fill="currentColor"
        />
      </svg>
    </button>
  )
}

function Range({ context, state }: Props) {
  const spoken = context.language.value
  return (
    <p class="patrol-range-text">
      {rangeText(state, spoken)}
      <span class="muted"> · {lengthText(state.range.value, spoken)}</span>
    </p>
  )
}

export function TimeSection({ context, state }: Props) {
  usePlay({ context, state })
  const presetButtons = useRovingFocus()
  const spoken = context.language.value
  return (
    <section class="desk-section patrol-time" aria-label={messages.time[spoken]}>
      <fieldset class="patrol-presets" ref={presetButtons}>
        <legend class="visually-hidden">{messages.presets[spoken]}</legend>
        {presets.map(({ id }) => (
          <button
            key={id}
            type="button"
            aria-pressed={state.preset.value === id}
            onClick={() => {
              state.playing.value = false
              state.choosePreset(id)
            }}
          >
            {presetTitles[id][spoken]}
          </button>
        ))}
      </fieldset>
      <TimeBrush context={context} state={state} />
      <div class="patrol-play-row">
        <Play context={context} state={state} />
        <Range context={context} state={state} />
      </div>
    </section>
  )
}

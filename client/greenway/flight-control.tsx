/** Starts and steers the flight along a greenway: progress, pause, speed. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { formatLength } from '../format.ts'
import { type Flying, fly, speeds } from './flight.ts'
import { readLine } from './greenway-data.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly id: number
}

type Phase = 'ended' | 'flying' | 'paused'

export function Flight({ context, id }: Props) {
  const flight = useRef<Flying | null>(null)
  const phase = useSignal<Phase>('ended')
  const flown = useSignal({ metres: 0, length: 0 })
  const speed = useSignal<number>(1)
  const wanted = useRef(false)
  const end = () => {
    wanted.current = false
    phase.value = 'ended'
    flight.current?.stop()
  }
  useEffect(() => end, [])
  const start = async () => {
    phase.value = 'flying'
    flown.value = { metres: 0, length: 0 }
    wanted.current = true
    try {
      const parts = await context.fetchJson(`/collections/greenways/items/${id}`, readLine)
      // The flight was stopped, or the card closed, while the line was loading.
      if (!wanted.current) return
      flight.current = fly(context.map, parts, {
        onProgress: (metres, length) => {
          flown.value = { metres, length }
        },
        onEnd: () => {
          phase.value = 'ended'
          flight.current = null
        },
      })
      flight.current.setSpeed(speed.value)
    } catch {
      // The page has shown the reason.
      phase.value = 'ended'
    }
  }
  const pauseOrResume = () => {
    const pauses = phase.value === 'flying'
    phase.value = pauses ? 'paused' : 'flying'
    flight.current?.pause(pauses)
  }
  // Not offered to readers who prefer reduced motion.
  if (context.reducedMotion.value) return null
  const spoken = context.language.value
  if (phase.value === 'ended')
    return (
      <button type="button" class="button primary wide" onClick={() => void start()}>
        {messages.fly[spoken]}
      </button>
    )
  const { metres, length } = flown.value
  const place = `${formatLength(metres, spoken)} / ${formatLength(length, spoken)}`
  return (
    <fieldset class="flight">
      <legend class="visually-hidden">{messages.fly[spoken]}</legend>
      <progress class="flight-progress" value={length > 0 ? metres / length : 0} aria-label={place} />
      <p class="small muted flight-place">{place}</p>
      <div class="chips">
        <button type="button" class="chip" onClick={pauseOrResume}>
          {(phase.value === 'paused' ? messages.resume : messages.pause)[spoken]}
        </button>
        {speeds.map((factor) => (
          <button
            key={factor}
            type="button"
            class="chip"
            aria-pressed={speed.value === factor}
            aria-label={`${messages.speed[spoken]} ${factor}×`}
            onClick={() => {
              speed.value = factor
              flight.current?.setSpeed(factor)
            }}
          >
            {factor}×
          </button>
        ))}
        <button type="button" class="chip" onClick={end}>
          {messages.stop[spoken]}
        </button>
      </div>
    </fieldset>
  )
}

/**
 * Choice of the origin of distances: the middle of the map, the reader's own position, or a place clicked on
 * the map.
 */
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { messages as page } from '../messages.ts'
import { useRovingFocus } from '../parts/roving-focus.ts'
import type { Origin } from './found-address.ts'
import { foundMessages } from './found-messages.ts'
import { origin } from './found-state.ts'

interface Props {
  readonly context: DeskContext
  readonly onMiddle: () => Origin
}

function startAtOwnPosition(context: DeskContext): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude } }) => {
      if (!context.signal.aborted)
        origin.value = { at: [longitude, latitude], name: foundMessages.ownPosition }
    },
    ({ code }) =>
      context.notify({ kind: 'information', text: code === 1 ? page.locateDenied : page.locateFailed }),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  )
}

/** Takes the next click on the map, which then opens no card. Returns stop(). */
function pickPlace({ map }: DeskContext, onPlace: (origin: Origin | null) => void): () => void {
  const container = map.map.getContainer()
  const canvas = map.map.getCanvas()
  const stop = () => {
    container.removeEventListener('click', onClick, true)
    window.removeEventListener('keydown', onKey, true)
    canvas.style.cursor = ''
  }
  const onClick = (event: MouseEvent) => {
    event.stopPropagation()
    const { left, top } = container.getBoundingClientRect()
    const { lng, lat } = map.map.unproject([event.clientX - left, event.clientY - top])
    stop()
    onPlace({ at: [lng, lat], name: foundMessages.pickedPlace })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    stop()
    onPlace(null)
  }
  container.addEventListener('click', onClick, true)
  window.addEventListener('keydown', onKey, true)
  canvas.style.cursor = 'crosshair'
  return stop
}

function usePicking(context: DeskContext) {
  const isPicking = useSignal(false)
  // Before the text that asks for a click is visible.
  useLayoutEffect(() => {
    if (!isPicking.value) return
    return pickPlace(context, (place) => {
      isPicking.value = false
      if (place) origin.value = place
    })
  }, [isPicking.value])
  return isPicking
}

export function OriginChoice({ context, onMiddle }: Props) {
  const spoken = context.language.value
  const buttons = useRovingFocus()
  const isPicking = usePicking(context)
  const name = origin.value?.name
  const choices = [
    {
      name: foundMessages.mapMiddle,
      title: foundMessages.mapMiddle,
      choose: () => (origin.value = onMiddle()),
    },
    {
      name: foundMessages.ownPosition,
      title: foundMessages.ownPosition,
      choose: () => startAtOwnPosition(context),
    },
    {
      name: foundMessages.pickedPlace,
      title: foundMessages.pick,
      choose: () => (isPicking.value = !isPicking.value),
    },
  ]
  return (
    <fieldset class="found-origin">
      <legend class="muted small">
        {foundMessages.straightFrom[spoken]} {name?.[spoken]}
      </legend>
      <div class="chips" ref={buttons}>
        {choices.map((choice) => (
          <button
            key={choice.title.en}
            type="button"
            class="chip plain-chip"
            aria-pressed={choice.name === name}
            onClick={choice.choose}
          >
            {choice.title[spoken]}
          </button>
        ))}
      </div>
      {isPicking.value && (
        <p class="muted small" role="status">
          {foundMessages.picking[spoken]}
        </p>
      )}
    </fieldset>
  )
}

/**
 * Choice of the origin of distances: the middle of the map, the reader's own position, or a place clicked on
 * the map.
 */
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { DeskContext } from '../desk.ts'
import { pickPlace } from '../map/pick-place.ts'
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

function usePicking(context: DeskContext) {
  const isPicking = useSignal(false)
  // Before the text that asks for a click is visible.
  useLayoutEffect(() => {
    if (!isPicking.value) return
    return pickPlace(context.map, (at) => {
      isPicking.value = false
      if (at) origin.value = { at, name: foundMessages.pickedPlace }
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

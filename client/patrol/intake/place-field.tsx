/** The place of a report: typed, searched, or clicked on the map. */
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import { pickPlace } from '../../map/pick-place.ts'
import { messages as page } from '../../messages.ts'
import { Field } from '../../parts/form.tsx'
import { Icon } from '../../parts/icons.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { isAbort, RequestError } from '../../source/request.ts'
import { mayDirect } from '../dispatch/who.ts'
import { type Found, findPlace } from './find-place.ts'
import { place, type ReportedPlace } from './intake-state.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  /** Called when the place is set, to move the focus to the next field. */
  readonly onSet: () => void
}

const PLACE_ZOOM = 16

function usePicking({ context, onSet }: Props) {
  const isPicking = useSignal(false)
  useLayoutEffect(() => {
    if (!isPicking.value) return
    return pickPlace(context.map, (at) => {
      isPicking.value = false
      if (at === null) return
      const [lon, lat] = at
      place.value = { lon, lat, name: `${lon.toFixed(5)}, ${lat.toFixed(5)}` }
      onSet()
    })
  }, [isPicking.value])
  return isPicking
}

/** Finds the officer's own position. */
function findOwnPlace(context: DeskContext, onFound: (place: ReportedPlace) => void): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude } }) => {
      if (context.signal.aborted) return
      onFound({ lon: longitude, lat: latitude, name: messages.ownPlace[context.language.peek()] })
    },
    ({ code }) =>
      context.notify({ kind: 'information', text: code === 1 ? page.locateDenied : page.locateFailed }),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  )
}

interface FoundProps extends Pick<Props, 'context'> {
  readonly found: Found
  readonly onChoose: (place: ReportedPlace) => void
}

function FoundPlaces({ context, found, onChoose }: FoundProps) {
  const spoken = context.language.value
  const list = useRovingFocus('button')
  if ('none' in found) {
    return (
      <p class="field-hint" role="status">
        {found.none[spoken]}
      </p>
    )
  }
  return (
    <ul class="plain list" ref={list} aria-label={messages.places[spoken]}>
      {found.places.map((one) => (
        <li key={`${one.name} ${one.lon} ${one.lat}`}>
          <button type="button" class="list-row intake-place" onClick={() => onChoose(one)}>
            <span class="list-name">{one.name}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function PlaceField(props: Props) {
  const { context, onSet } = props
  const spoken = context.language.value
  const text = useSignal('')
  const found = useSignal<Found | null>(null)
  const isPicking = usePicking(props)
  const set = (one: ReportedPlace) => {
    place.value = one
    found.value = null
    text.value = ''
    const { zoom } = context.map.camera.peek()
    context.map.flyTo({ center: [one.lon, one.lat], zoom: Math.max(PLACE_ZOOM, zoom) })
    onSet()
  }
  const find = async () => {
    try {
      const { center } = context.map.camera.peek()
      const answer = await findPlace(text.value, spoken, center, context.signal)
      const [only] = 'places' in answer && answer.places.length === 1 ? answer.places : []
      if (only) set(only)
      else {
        found.value = answer
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.intake-place')?.focus())
      }
    } catch (error) {
      if (isAbort(error)) return
      if (!(error instanceof RequestError)) throw error
      found.value = { none: error.reason }
    }
  }
  return (
    <>
      <Field label={messages.place[spoken]} hint={messages.placeHint[spoken]}>
        {(tied) => (
          <span class="intake-place-field">
            <input
              {...tied}
              type="text"
              autocomplete="off"
              value={text.value}
              onInput={({ currentTarget }) => {
                text.value = currentTarget.value
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.isComposing || text.value.trim() === '') return
                event.preventDefault()
                void find()
              }}
            />
            <button
              type="button"
              class="button"
              aria-pressed={isPicking.value}
              onClick={() => {
                isPicking.value = !isPicking.value
              }}
            >
              <Icon name="locate" size={18} />
              {messages.pick[spoken]}
            </button>
            {!mayDirect(context) && (
              <button type="button" class="button" onClick={() => findOwnPlace(context, set)}>
                {messages.ownPlace[spoken]}
              </button>
            )}
          </span>
        )}
      </Field>
      {isPicking.value && (
        <p class="hint" role="status">
          {messages.picking[spoken]}
        </p>
      )}
      {found.value && <FoundPlaces context={context} found={found.value} onChoose={set} />}
      <p class="intake-set small" role="status">
        {place.value ? (
          <>
            {messages.chosenPlace[spoken]}
            {spoken === 'zh' ? '：' : ': '}
            <strong>{place.value.name}</strong>
          </>
        ) : (
          <span class="muted">{messages.noPlace[spoken]}</span>
        )}
      </p>
    </>
  )
}

/** Adds a photo, from the phone's camera or a file, to the log of an incident. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import type { Outbox } from '../../offline/outbox.ts'
import { type PhotoPlace, photoPlace } from '../../photo/photo-place.ts'
import { newEventKey } from '../../source/event-key.ts'
import { storyPath } from '../dispatch/case-data.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly outbox: Outbox
  readonly incident: number
}

const placeText = ({ lon, lat }: PhotoPlace): string => `${lon.toFixed(5)}, ${lat.toFixed(5)}`

/** Maximum of the server. */
const MAX_BYTES = 15 * 1024 * 1024

/** Puts a photo into the outbox, and the event that adds it to the incident, with an optional note. */
async function keepPhoto(outbox: Outbox, incident: number, photo: Blob, note?: string): Promise<void> {
  const [id, key, at] = [newEventKey(), newEventKey(), new Date().toISOString()]
  await outbox.add({ incident, path: `/patrol/photos/${id}`, body: null, photo, key: id })
  const body = { key, at, type: 'photo_added', photos: [id], ...(note === undefined ? {} : { note }) }
  await outbox.add({ incident, path: storyPath(incident), body, photo: null, key })
}

export function PhotoButton({ context, outbox, incident }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const spoken = context.language.value
  const asked = useSignal<{ readonly photo: File; readonly place: PhotoPlace } | null>(null)
  const keep = async (photo: File, note?: string) => {
    asked.value = null
    await keepPhoto(outbox, incident, photo, note)
    context.announce(messages.photoAdded)
    await outbox.flush()
  }
  const add = async (photo: File) => {
    if (photo.size > MAX_BYTES) {
      context.notify({ kind: 'error', text: messages.photoLarge })
      return
    }
    const place = await photoPlace(photo)
    if (place) asked.value = { photo, place }
    else await keep(photo)
  }
  const question = asked.value
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {messages.photo[spoken]}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={({ currentTarget }) => {
          const [photo] = currentTarget.files ?? []
          currentTarget.value = ''
          if (photo) void add(photo)
        }}
      />
      {question && (
        <div class="message small photo-place" role="alertdialog" aria-label={messages.photoPlace[spoken]}>
          <span>
            {messages.photoPlace[spoken]} {placeText(question.place)}
          </span>
          <button
            type="button"
            class="button"
            onClick={() =>
              void keep(question.photo, `${messages.photoTakenAt[spoken]} ${placeText(question.place)}`)
            }
          >
            {messages.photoWithPlace[spoken]}
          </button>
          <button type="button" class="button" onClick={() => void keep(question.photo)}>
            {messages.photoWithoutPlace[spoken]}
          </button>
        </div>
      )}
    </>
  )
}

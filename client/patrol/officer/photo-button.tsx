/** Takes a photo with the phone's camera, or chooses one, for the log of an incident. */
import { useRef } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import { storyPath } from '../dispatch/case-data.ts'
import { newEventKey } from '../dispatch/event-key.ts'
import { messages } from './messages.ts'
import type { Outbox } from './outbox.ts'

interface Props {
  readonly context: DeskContext
  readonly outbox: Outbox
  readonly incident: number
}

/** As the server takes. */
const MAX_BYTES = 15 * 1024 * 1024

/** Keeps a photo, and the event that puts it to its incident. */
async function keepPhoto(outbox: Outbox, incident: number, photo: Blob): Promise<void> {
  const [id, key, at] = [newEventKey(), newEventKey(), new Date().toISOString()]
  await outbox.add({ incident, path: `/patrol/photos/${id}`, body: null, photo, key: id })
  const body = { key, at, type: 'photo_added', photos: [id] }
  await outbox.add({ incident, path: storyPath(incident), body, photo: null, key })
}

export function PhotoButton({ context, outbox, incident }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const spoken = context.language.value
  const add = async (photo: File) => {
    if (photo.size > MAX_BYTES) {
      context.notify({ kind: 'error', text: messages.photoLarge })
      return
    }
    await keepPhoto(outbox, incident, photo)
    context.announce(messages.photoAdded)
    await outbox.flush()
  }
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
    </>
  )
}

/** Takes a photo with the phone's camera, or chooses one, for the log of an incident. */
import { useRef } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import { newEventKey } from '../dispatch/event-key.ts'
import { messages } from './messages.ts'
import type { Outbox } from './outbox.ts'

interface Props {
  readonly context: DeskContext
  readonly outbox: Outbox
  readonly incident: number
}

const MAX_BYTES = 20 * 1024 * 1024

export function PhotoButton({ context, outbox, incident }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const spoken = context.language.value
  const add = async (photo: File) => {
    if (photo.size > MAX_BYTES) {
      context.notify({ kind: 'error', text: messages.photoLarge })
      return
    }
    const key = newEventKey()
    const path = `/patrol/incidents/${incident}/photos?key=${key}&at=${encodeURIComponent(new Date().toISOString())}`
    await outbox.add({ incident, path, body: null, photo, key })
    context.notify({ kind: 'information', text: messages.photoAdded })
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

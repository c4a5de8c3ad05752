/** The page's event stream, shared by map and desks. */
import { effect, signal } from '@preact/signals'
import { source } from './source/chosen.ts'
import { type EventKind, EventStream, isOfKind, type ServerEvent } from './source/event-stream.ts'
import { viewerChanges } from './viewer.ts'

let stream: EventStream | null = null

/** True while the stream is connected; otherwise callers must poll. */
export const isConnected = signal(false)

function pageStream(): EventStream | null {
  const open = source.openEvents
  if (stream || !open) return stream
  const made = new EventStream(open, (isOpen) => {
    isConnected.value = isOpen
  })
  const look = () => (document.hidden ? made.pause() : made.resume())
  document.addEventListener('visibilitychange', look)
  look()
  let known = viewerChanges.peek()
  effect(() => {
    if (viewerChanges.value === known) return
    known = viewerChanges.value
    made.restart()
  })
  stream = made
  return made
}

/** Calls back for each event of a kind, and for `everything` if events may have been missed. Returns stop. */
export function followEvents<Kind extends EventKind>(
  kind: Kind,
  onEvent: (event: ServerEvent<Kind>) => void,
): () => void {
  const stop = pageStream()?.listen((event) => {
    if (isOfKind(event, kind)) onEvent(event)
  })
  return stop ?? (() => {})
}

/** The page's one stream of events, shared by the map and the desks, and what each of them hears of it. */
import { effect } from '@preact/signals'
import { type EventKind, EventStream, isOfKind, type ServerEvent } from './source/event-stream.ts'
import { onServer } from './source/server-path.ts'
import { turn } from './viewer.ts'

function open(lastId: string): EventSource {
  const query = lastId === '' ? '' : `?last=${encodeURIComponent(lastId)}`
  return new EventSource(onServer(`/tiles/changes${query}`))
}

let stream: EventStream | null = null

function pageStream(): EventStream {
  if (stream) return stream
  const made = new EventStream(open)
  const look = () => (document.hidden ? made.pause() : made.resume())
  document.addEventListener('visibilitychange', look)
  look()
  let known = turn.peek()
  effect(() => {
    if (turn.value === known) return
    known = turn.value
    made.startAnew()
  })
  stream = made
  return made
}

/** Calls back for each event of a kind, and for `everything` where some may have been missed. Gives back stop. */
export function followEvents(kind: EventKind, onEvent: (event: ServerEvent) => void): () => void {
  return pageStream().listen((event) => {
    if (isOfKind(event, kind)) onEvent(event)
  })
}

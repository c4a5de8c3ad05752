/** Server-sent events over one connection for the whole page. */

import type { TileChange } from '../../geodata/model/answers/change.ts'
import { tileChangeSchema } from '../../geodata/model/answers/change.ts'
import { type JobProgress, jobProgressSchema } from '../../geodata/model/answers/job.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** Failed attempts before giving up, because a host of static files has no stream. */
const FIRST_ATTEMPTS = 3

/**
 * Kinds of events: changes of rows of any layer, of units, of incidents; progress of the reader's jobs.
 */
interface EventData {
  tiles: TileChange
  units: TileChange
  incidents: TileChange
  jobs: JobProgress
}
export type EventKind = keyof EventData
/** `everything`: events may have been missed. */
export type ServerEvent<Kind extends EventKind = EventKind> = EventData[Kind] | 'everything'

/** Units and incidents are layers: the server reports their rows to readers who may see them. */
export function isOfKind<Kind extends EventKind>(event: ServerEvent, kind: Kind): event is ServerEvent<Kind> {
  if (event === 'everything') return true
  if ('layer' in event) return kind === 'tiles' || event.layer === kind
  return kind === 'jobs'
}

/** Reads the events of a stream by their names; each throws for what it does not know. */
export type EventReaders<Event> = Readonly<Record<string, (data: unknown) => Event>>

/** Opens the stream, continuing after the event with the given id. */
export type OpenStream = (lastId: string) => EventSource

/** A stream that reconnects after an interruption and receives what it missed. */
export class LastingStream<EventData> {
  readonly #open: OpenStream
  readonly #readers: EventReaders<EventData>
  readonly #listeners = new Set<(event: EventData | 'everything') => void>()
  #source: EventSource | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #pause = FIRST_PAUSE_MS
  #attemptsLeft = FIRST_ATTEMPTS
  #lastId = ''
  #isPaused = false
  readonly #onState: (isOpen: boolean) => void

  /** `onState` is called when the connection opens or breaks. */
  constructor(
    open: OpenStream,
    readers: EventReaders<EventData>,
    onState: (isOpen: boolean) => void = () => {},
  ) {
    this.#open = open
    this.#readers = readers
    this.#onState = onState
  }

  /** Calls back for every event; the connection stays open while there are listeners. Returns stop. */
  listen(listener: (event: EventData | 'everything') => void): () => void {
    // A wrapper, so that the same function may be registered twice.
    const own = (event: EventData | 'everything') => listener(event)
    this.#listeners.add(own)
    this.#connect()
    return () => {
      this.#listeners.delete(own)
      if (this.#listeners.size === 0) this.#leave()
    }
  }

  /** Closes the connection while the page is hidden, because browsers limit connections. */
  pause(): void {
    this.#isPaused = true
    this.#leave()
  }

  /** Reconnects and receives the events missed meanwhile. */
  resume(): void {
    this.#isPaused = false
    this.#connect()
  }

  /** Opens a new stream for another viewer, without earlier events. */
  restart(): void {
    this.#leave()
    this.#lastId = ''
    this.#connect()
  }

  #leave(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#source?.close()
    this.#source = undefined
    this.#onState(false)
  }

  #connect(): void {
    if (this.#source || this.#retry !== undefined || this.#isPaused || this.#listeners.size === 0) return
    const source = this.#open(this.#lastId)
    this.#source = source
    source.onopen = () => {
      this.#pause = FIRST_PAUSE_MS
      this.#attemptsLeft = Number.POSITIVE_INFINITY
      this.#onState(true)
    }
    // Browsers reconnect after a lost connection, but not after an answer such as 503.
    source.onerror = () => {
      if (this.#source === source) this.#onState(false)
      if (source.readyState === source.CLOSED && this.#source === source) this.#comeBack()
    }
    source.addEventListener('here', ({ lastEventId }) => {
      this.#lastId = lastEventId
    })
    for (const [name, read] of Object.entries(this.#readers)) {
      source.addEventListener(name, ({ lastEventId, data }) => this.#notify(lastEventId, eventOf(read, data)))
    }
    source.addEventListener('everything', ({ lastEventId }) => this.#notify(lastEventId, 'everything'))
  }

  #notify(lastId: string, event: EventData | 'everything'): void {
    this.#lastId = lastId
    for (const listener of this.#listeners) listener(event)
  }

  #comeBack(): void {
    this.#source = undefined
    if (--this.#attemptsLeft <= 0) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#connect()
    }, this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
  }
}

/** An unknown event, for example from a newer server, counts as `everything`. */
function eventOf<EventData>(read: (value: unknown) => EventData, data: unknown): EventData | 'everything' {
  try {
    return read(JSON.parse(String(data)))
  } catch {
    return 'everything'
  }
}

const pageReaders: EventReaders<TileChange | JobProgress> = {
  change: (data) => tileChangeSchema.parse(data),
  job: (data) => jobProgressSchema.parse(data),
}

/** The page's own stream. */
export class EventStream extends LastingStream<TileChange | JobProgress> {
  constructor(open: OpenStream, onState?: (isOpen: boolean) => void) {
    super(open, pageReaders, onState)
  }
}

/** The server's word of changed tiles, for as long as someone looks at the page. */
import type { TileChange } from '../../geodata/model/tile-change.ts'
import { onServer } from '../source/server-path.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** A host of static files has no such stream: it is not asked for ever. */
const FIRST_ATTEMPTS = 3

interface Callbacks {
  onChange(change: TileChange): void
  /** Something may have been missed. */
  onEverything(): void
}

export class ChangeEvents {
  readonly #callbacks: Callbacks
  #source: EventSource | undefined
  #retry: number | undefined
  #pause = FIRST_PAUSE_MS
  #attemptsLeft = FIRST_ATTEMPTS
  #lastId = ''

  constructor(callbacks: Callbacks) {
    this.#callbacks = callbacks
  }

  /** Nobody looks: a hidden page holds no connection, of which a browser has few. */
  pause(): void {
    window.clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = undefined
  }

  /** Leaves the stream of one viewer, before that of another is asked for. */
  forget(): void {
    this.pause()
    this.#lastId = ''
  }

  /** Comes back to where it was, and hears what it missed. */
  resume(): void {
    if (this.#source) return
    const query = this.#lastId === '' ? '' : `?last=${encodeURIComponent(this.#lastId)}`
    const source = new EventSource(onServer(`/tiles/changes${query}`))
    this.#source = source
    source.onopen = () => {
      this.#pause = FIRST_PAUSE_MS
      this.#attemptsLeft = Number.POSITIVE_INFINITY
    }
    // A browser comes back by itself after a lost connection, but not after an answer like 503.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED && this.#source === source) this.#comeBack()
    }
    source.addEventListener('here', (event) => {
      this.#lastId = event.lastEventId
    })
    source.addEventListener('change', (event) => {
      this.#lastId = event.lastEventId
      const change = changeOf(event.data)
      if (change) this.#callbacks.onChange(change)
      else this.#callbacks.onEverything()
    })
    source.addEventListener('everything', (event) => {
      this.#lastId = event.lastEventId
      this.#callbacks.onEverything()
    })
  }

  #comeBack(): void {
    this.#source = undefined
    if (--this.#attemptsLeft <= 0) return
    this.#retry = window.setTimeout(() => this.resume(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
  }
}

function changeOf(data: unknown): TileChange | undefined {
  const parsed: unknown = typeof data === 'string' ? JSON.parse(data) : undefined
  if (typeof parsed !== 'object' || parsed === null) return undefined
  if (!('layer' in parsed) || typeof parsed.layer !== 'string') return undefined
  if (!('boxes' in parsed) || !(parsed.boxes === null || Array.isArray(parsed.boxes))) return undefined
  return parsed as TileChange
}

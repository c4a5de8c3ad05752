/**
 * Events of the server as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Whoever comes back with the id of the last event that it has is told what it missed, or, where that
 * is no longer known, that it may have missed anything.
 */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import type { JobProgress } from '../../geodata/model/answers/job.ts'
import type { PatrolEvent } from '../../geodata/model/answers/patrol-live.ts'

const REMEMBERED = 500
const HEARTBEAT_MS = 20_000
/** A reader that does not read is let go: it comes back when it can. */
const MAX_UNREAD_BYTES = 1_000_000

/** `everything`: events may have been missed. */
export type LiveEvent =
  | { readonly event: 'change'; readonly data: TileChange }
  | { readonly event: 'job'; readonly data: JobProgress }
  | PatrolEvent
  | 'everything'

interface NumberedEvent {
  readonly id: number
  readonly text: string
}

export class ChangeStream {
  /** Other processes, and this one after a restart, count differently. */
  readonly #epoch = randomBytes(6).toString('base64url')
  readonly #remembered: NumberedEvent[] = []
  readonly #readers = new Set<ServerResponse>()
  readonly #limit: number
  #last = 0
  #heartbeat: NodeJS.Timeout | undefined

  /** `remembered` events are kept for those who come back. */
  constructor(remembered = REMEMBERED) {
    this.#limit = remembered
  }

  /** Whether anyone reads it now. */
  get isRead(): boolean {
    return this.#readers.size > 0
  }

  /** Tells all readers of what happened. */
  send(event: LiveEvent): void {
    const text = this.#textOf(++this.#last, event)
    this.#remembered.push({ id: this.#last, text })
    if (this.#remembered.length > this.#limit) this.#remembered.shift()
    for (const reader of this.#readers) this.#write(reader, text)
  }

  /** Answers a request with the events from now on, and those after `lastId` before. */
  serve(response: ServerResponse, lastId: string | undefined): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    })
    if (response.req.method === 'HEAD') {
      response.end()
      return
    }
    response.write(`retry: 2000\n\n${this.#missed(lastId)}`)
    this.#readers.add(response)
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS).unref()
    response.once('close', () => {
      this.#readers.delete(response)
      if (this.#readers.size > 0) return
      clearInterval(this.#heartbeat)
      this.#heartbeat = undefined
    })
  }

  /** Ends all streams: the server stops. */
  close(): void {
    for (const reader of this.#readers) reader.end()
  }

  /** A first visit has nothing to catch up with, but is given an id to come back with. */
  #missed(lastId: string | undefined): string {
    const here = `id: ${this.#epoch}.${this.#last}\nevent: here\ndata: {}\n\n`
    if (lastId === undefined) return here
    const [epoch, number] = lastId.split('.')
    const last = Number(number)
    const oldest = this.#remembered[0]?.id ?? this.#last + 1
    const isKnown = epoch === this.#epoch && last >= oldest - 1 && last <= this.#last
    if (!isKnown) return this.#textOf(this.#last, 'everything')
    return this.#remembered
      .filter(({ id }) => id > last)
      .map(({ text }) => text)
      .join('')
  }

  #textOf(id: number, happened: LiveEvent): string {
    const { event, data } = happened === 'everything' ? { event: happened, data: {} } : happened
    return `id: ${this.#epoch}.${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
  }

  #beat(): void {
    for (const reader of this.#readers) this.#write(reader, ':\n\n')
  }

  #write(reader: ServerResponse, text: string): void {
    if (reader.writableLength > MAX_UNREAD_BYTES) reader.destroy()
    else reader.write(text)
  }
}

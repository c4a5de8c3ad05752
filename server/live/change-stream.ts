/**
 * Sends server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). A reader that
 * reconnects with the id of its last event receives what it missed, or, if that is no longer known, that it
 * may have missed anything.
 */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import type { JobProgress } from '../../geodata/model/answers/job.ts'
import type { PatrolEvent } from '../../geodata/model/answers/patrol-live.ts'

const REMEMBERED = 500
const HEARTBEAT_MS = 20_000
/** A reader that does not read is disconnected; it may reconnect. */
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
  /** Distinguishes this process from others and from itself before a restart, because their ids differ. */
  readonly #epoch = randomBytes(6).toString('base64url')
  readonly #remembered: NumberedEvent[] = []
  readonly #readers = new Set<ServerResponse>()
  readonly #limit: number
  #last = 0
  #heartbeat: NodeJS.Timeout | undefined

  /** `remembered` is the number of events kept for readers that reconnect. */
  constructor(remembered = REMEMBERED) {
    this.#limit = remembered
  }

  /** Returns whether there are readers now. */
  get isRead(): boolean {
    return this.#readers.size > 0
  }

  /** Sends an event to all readers. */
  send(event: LiveEvent): void {
    const text = this.#textOf(++this.#last, event)
    this.#remembered.push({ id: this.#last, text })
    if (this.#remembered.length > this.#limit) this.#remembered.shift()
    // Encoded once for all.
    const bytes = Buffer.from(text)
    for (const reader of this.#readers) this.#write(reader, bytes)
  }

  /** Answers a request with the events after `lastId` and all later ones. */
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

  /** Ends all streams, because the server stops. */
  close(): void {
    for (const reader of this.#readers) reader.end()
  }

  /** A first visit has missed nothing, but gets an id for reconnecting. */
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

  #write(reader: ServerResponse, text: string | Buffer): void {
    if (reader.writableLength > MAX_UNREAD_BYTES) reader.destroy()
    else reader.write(text)
  }
}

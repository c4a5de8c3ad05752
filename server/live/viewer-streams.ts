/**
 * Streams of events for viewers: those who may be told the same share one. Each stream numbers its own
 * events, so that gaps between ids reveal nothing about events of others.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import type { Access } from '../access/access.ts'
import { viewerOf } from '../access/viewer.ts'
import { ChangeStream } from './change-stream.ts'

/** Who listens for long may meanwhile have become another: a session ends, a role is deleted. */
const LOOK_AGAIN_MS = 20_000

/** Accounts with limits of their own have streams of their own; those that nobody reads are dropped first. */
const MAX_STREAMS = 500

interface Told {
  readonly viewer: Viewer
  readonly stream: ChangeStream
}

interface Options {
  readonly access: Access
  /** Which events a viewer receives, as one text. */
  readonly keyOf: (viewer: Viewer) => string
  /** Events that a stream remembers for those who come back; 500 where it is not said. */
  readonly remembered?: number
  /** All streams end when it aborts. */
  readonly stopping?: AbortSignal | undefined
}

export class ViewerStreams {
  readonly #options: Options
  readonly #streams = new Map<string, Told>()
  readonly #listeners = new Map<ServerResponse, IncomingMessage>()

  constructor(options: Options) {
    this.#options = options
    const lookAgain = () => {
      for (const [response, request] of this.#listeners) void this.#endWhereAnother(request, response)
    }
    options.access.onChange?.(lookAgain)
    const timer = setInterval(lookAgain, LOOK_AGAIN_MS).unref()
    options.stopping?.addEventListener('abort', () => {
      clearInterval(timer)
      for (const { stream } of this.#streams.values()) stream.close()
    })
  }

  /** The stream of a viewer, who is told from now on what is sent to it. */
  streamOf(viewer: Viewer): ChangeStream {
    const key = this.#options.keyOf(viewer)
    const known = this.#streams.get(key)
    if (known) return known.stream
    if (this.#streams.size >= MAX_STREAMS) this.#dropUnread()
    const stream = new ChangeStream(this.#options.remembered)
    this.#streams.set(key, { viewer, stream })
    return stream
  }

  /** All streams, each with one of its viewers. */
  all(): Iterable<Told> {
    return this.#streams.values()
  }

  /** Answers a request with the events that its sender may hear, from now on and after `lastId`. */
  serve(request: IncomingMessage, response: ServerResponse, lastId: string | undefined): void {
    const { keyOf } = this.#options
    const viewer = viewerOf(request)
    if (keyOf(viewer) !== keyOf(publicViewer)) {
      this.#listeners.set(response, request)
      response.once('close', () => this.#listeners.delete(response))
    }
    this.streamOf(viewer).serve(response, lastId)
  }

  /** Whoever comes back to a stream that was dropped is told that it may have missed anything. */
  #dropUnread(): void {
    for (const [key, { viewer, stream }] of this.#streams) {
      if (!stream.isRead && viewer !== publicViewer) this.#streams.delete(key)
    }
  }

  /** Ends an answer whose reader may no longer see what it tells; the reader asks again and is told less. */
  async #endWhereAnother(request: IncomingMessage, response: ServerResponse) {
    const { access, keyOf } = this.#options
    try {
      const now = await access.identify(request)
      if (keyOf(now) === keyOf(viewerOf(request))) return
    } catch {
      // Unknown now, or nobody can say.
    }
    response.end()
  }
}

/**
 * Event streams for viewers: viewers who may receive the same events share one. Each stream numbers its own
 * events, so that gaps between ids reveal nothing about other events.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import type { Access } from '../access/access.ts'
import { viewerOf } from '../access/viewer.ts'
import { ChangeStream } from './change-stream.ts'

/** Interval for checking the reader's identity, because a session may end or a role be removed meanwhile. */
const RECHECK_MS = 20_000

/** Limits the number of streams; those without readers are removed first. */
const MAX_STREAMS = 500

interface ViewerStream {
  readonly viewer: Viewer
  readonly stream: ChangeStream
}

interface Options {
  readonly access: Access
  /** Returns the stream of a viewer as a key. */
  readonly keyOf: (viewer: Viewer) => string
  /** Number of events that a stream keeps for readers that reconnect; 500 if missing. */
  readonly remembered?: number
  /** All streams end when it aborts. */
  readonly stopping?: AbortSignal | undefined
}

export class ViewerStreams {
  readonly #options: Options
  readonly #streams = new Map<string, ViewerStream>()
  readonly #listeners = new Map<ServerResponse, IncomingMessage>()

  constructor(options: Options) {
    this.#options = options
    const recheck = () => {
      for (const [response, request] of this.#listeners) void this.#endIfIdentityChanged(request, response)
    }
    options.access.onChange?.(recheck)
    const timer = setInterval(recheck, RECHECK_MS).unref()
    options.stopping?.addEventListener('abort', () => {
      clearInterval(timer)
      for (const { stream } of this.#streams.values()) stream.close()
    })
  }

  /** Returns the stream of a viewer, creating it if necessary. */
  streamOf(viewer: Viewer): ChangeStream {
    const key = this.#options.keyOf(viewer)
    const known = this.#streams.get(key)
    if (known) return known.stream
    if (this.#streams.size >= MAX_STREAMS) this.#dropUnread()
    const stream = new ChangeStream(this.#options.remembered)
    this.#streams.set(key, { viewer, stream })
    return stream
  }

  /** Returns all streams, each with one of its viewers. */
  all(): Iterable<ViewerStream> {
    return this.#streams.values()
  }

  /** Answers a request with the events that its sender may see, after `lastId` and from now on. */
  serve(request: IncomingMessage, response: ServerResponse, lastId: string | undefined): void {
    const { keyOf } = this.#options
    const viewer = viewerOf(request)
    if (keyOf(viewer) !== keyOf(publicViewer)) {
      this.#listeners.set(response, request)
      response.once('close', () => this.#listeners.delete(response))
    }
    this.streamOf(viewer).serve(response, lastId)
  }

  /**
   * Removes streams without readers. A reader that reconnects to one is told that it may have missed
   * anything.
   */
  #dropUnread(): void {
    for (const [key, { viewer, stream }] of this.#streams) {
      if (!stream.isRead && viewer !== publicViewer) this.#streams.delete(key)
    }
  }

  /** Ends the answer to a reader whose rights have changed; the reader reconnects to its new stream. */
  async #endIfIdentityChanged(request: IncomingMessage, response: ServerResponse) {
    const { access, keyOf } = this.#options
    try {
      const now = await access.identify(request)
      if (keyOf(now) === keyOf(viewerOf(request))) return
    } catch {
      // The credentials are invalid now, or cannot be checked.
    }
    response.end()
  }
}

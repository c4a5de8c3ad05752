/**
 * Replaces the socket between node-postgres' Client and the worker thread, so that values, errors and
 * notifications are exactly as from a PostGIS server.
 */
import { Duplex } from 'node:stream'
import { errorResponse, joinFrames, readyForQuery, welcome } from './protocol.ts'

const SYNC = 'S'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)

/** Sends a batch to the database; rejects if the thread has ended. */
export type Exchange = (bytes: Uint8Array, blob: Uint8Array | undefined) => Promise<Uint8Array>

export class EmbeddedStream extends Duplex {
  readonly #exchange: Exchange
  #started = false
  #incoming: Buffer = Buffer.alloc(0)
  #batch: Uint8Array[] = []
  /** Input of COPY … FROM '/dev/blob' in the next batch. */
  blob: Uint8Array | undefined

  constructor(exchange: Exchange) {
    super({ emitClose: true })
    this.#exchange = exchange
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {
    // Answers are pushed when they arrive.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#incoming = this.#incoming.length ? Buffer.concat([this.#incoming, chunk]) : chunk
    this.#takeMessages()
    done()
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null)
    done()
  }

  #takeMessages(): void {
    while (this.#incoming.length >= 5) {
      // The first message of a connection has no type byte.
      const head = this.#started ? 1 : 0
      const end = head + this.#incoming.readInt32BE(head)
      if (this.#incoming.length < end) return
      const message = this.#incoming.subarray(0, end)
      this.#incoming = this.#incoming.subarray(end)
      this.#takeMessage(message)
    }
  }

  #takeMessage(message: Buffer): void {
    if (!this.#started) {
      this.#started = true
      this.push(welcome())
      return
    }
    const type = message.readUInt8(0)
    if (type === TERMINATE) return
    this.#batch.push(message)
    if (type !== SYNC && type !== QUERY) return
    const bytes = joinFrames(this.#batch)
    this.#batch = []
    const blob = this.blob
    this.blob = undefined
    this.#exchange(bytes, blob).then(
      (answer) => this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)),
      (error: Error) => this.#fail(error),
    )
  }

  /** Answers the running statement with the error, then ends the connection. */
  #fail(error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '57P02'
    this.push(joinFrames([errorResponse(code, error.message), readyForQuery('I')]))
    setImmediate(() => this.destroy())
  }
}

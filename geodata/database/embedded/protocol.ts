/**
 * The messages of PostgreSQL's protocol (version 3) that the bridge to the embedded database needs. A message
 * is a type byte, a length of four bytes that includes itself, and a body.
 */
import { SILENT_ERROR_CODE } from '../errors.ts'

const READY = 'Z'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)

interface Frame {
  readonly type: number
  readonly start: number
  readonly end: number
}

/** Yields the complete messages of a buffer. */
function* frames(bytes: Buffer): Generator<Frame> {
  let start = 0
  while (start + 5 <= bytes.length) {
    const end = start + 1 + bytes.readInt32BE(start + 1)
    if (end > bytes.length) return
    yield { type: bytes.readUInt8(start), start, end }
    start = end
  }
}

const view = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function lastReady(buffer: Buffer): Frame | undefined {
  let last: Frame | undefined
  for (const frame of frames(buffer)) if (frame.type === READY) last = frame
  return last?.end === buffer.length ? last : undefined
}

/** Returns the state in the last ReadyForQuery: idle, in a transaction, or in a failed one. */
export function transactionStatus(answer: Uint8Array): 'I' | 'T' | 'E' | undefined {
  const buffer = view(answer)
  const ready = lastReady(buffer)
  if (!ready) return undefined
  const status = String.fromCharCode(buffer.readUInt8(ready.start + 5))
  return status === 'I' || status === 'T' || status === 'E' ? status : undefined
}

/**
 * Removes the second ReadyForQuery that PGlite sends after an error, because a client would take it as the
 * answer to its next query.
 */
export function onlyLastReady(answer: Uint8Array): Uint8Array {
  const buffer = view(answer)
  const all = [...frames(buffer)]
  if (all.filter(({ type }) => type === READY).length <= 1) return answer
  const last = all.at(-1)
  return joinFrames(
    all
      .filter((frame) => frame.type !== READY || frame === last)
      .map(({ start, end }) => buffer.subarray(start, end)),
  )
}

/** Returns whether a simple query begins a transaction. */
export function opensTransaction(bytes: Uint8Array): boolean {
  return bytes[0] === QUERY && /\b(begin|start\s+transaction)\b/i.test(view(bytes).toString('utf8', 5))
}

/** Copies messages into one array with its own buffer, which can be transferred to another thread. */
export function joinFrames(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

function frame(type: string, body: Buffer): Uint8Array {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const readyForQuery = (status: 'I' | 'T' | 'E'): Uint8Array => frame('Z', Buffer.from(status))

/** Returns an ErrorResponse, by default for a lost error. */
export function errorResponse(code = SILENT_ERROR_CODE, message = 'a geometry error was lost'): Uint8Array {
  return frame('E', Buffer.from(`SERROR\0VERROR\0C${code}\0M${message}\0\0`))
}

/** Returns the messages of a server that accepts a client. */
export function welcome(): Uint8Array {
  const setting = (name: string, value: string) => frame('S', Buffer.from(`${name}\0${value}\0`))
  return joinFrames([
    frame('R', Buffer.alloc(4)),
    setting('client_encoding', 'UTF8'),
    setting('standard_conforming_strings', 'on'),
    setting('DateStyle', 'ISO, MDY'),
    readyForQuery('I'),
  ])
}

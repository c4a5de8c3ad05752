/** Lines of PostgreSQL's COPY text format. */
import type { Readable } from 'node:stream'

/** A value for a column; geometries as hex EWKB or EWKT text. */
export type CopyValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | readonly string[]
  | object
  | null
  | undefined

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
}

/**
 * One row as a line with its line feed: columns by tab, `\N` for null and undefined, dates in ISO
 * 8601, bytes as bytea in hex, arrays of strings as PostgreSQL arrays, other objects as JSON.
 *
 * @throws RangeError for a NUL character, which PostgreSQL's text cannot hold, and for a number that is not finite
 */
export function copyText(row: readonly CopyValue[]): string {
  return `${row.map(column).join('\t')}\n`
}

function column(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  return plain(value).replace(/[\\\t\n\r\b\f\v]/g, (character) => escapes[character] ?? character)
}

function plain(value: NonNullable<CopyValue>): string {
  if (typeof value === 'string') return withoutNul(value)
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${value} is not a finite number`)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`
  return typeof value === 'object' ? withoutNul(JSON.stringify(value)) : String(value)
}

function arrayElement(value: unknown): string {
  return `"${withoutNul(String(value)).replace(/["\\]/g, '\\$&')}"`
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new RangeError('a text for PostgreSQL cannot hold the character NUL')
  return text
}

/** Joins lines into pieces of about `size` UTF-16 units of whole lines. */
export async function* copyPieces(
  lines: Readable | AsyncIterable<string>,
  size = 4 << 20,
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pending: string[] = []
  let length = 0
  for await (const chunk of lines as AsyncIterable<string | Uint8Array>) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    pending.push(text)
    length += text.length
    if (length < size) continue
    const joined = pending.join('')
    const end = joined.lastIndexOf('\n') + 1
    if (end > 0) yield joined.slice(0, end)
    pending = [joined.slice(end)]
    length = joined.length - end
  }
  const rest = pending.join('') + decoder.decode()
  if (rest) yield rest
}

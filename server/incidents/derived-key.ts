/** UUIDs that are derived from a text: the same text gives the same one, so that a repeated request is known. */
import { createHash } from 'node:crypto'

/** Returns a UUID of version 8 (RFC 9562), from the SHA-256 of a text. */
export function derivedKey(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The hash of a document's content: SHA-256 over canonical JSON (RFC 8785). */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Returns the SHA-256 of a content in hexadecimal digits. */
export function contentHash(content: object): string {
  const text = canonicalize(content)
  if (text === undefined) throw new TypeError('a document without content')
  return createHash('sha256').update(text).digest('hex')
}

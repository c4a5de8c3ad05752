/** The hash of an extract: SHA-256 over canonical JSON (RFC 8785). */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'

/** Returns the SHA-256 of a content in hexadecimal digits. */
export function extractHash(content: ExtractContent): string {
  const text = canonicalize(content)
  if (text === undefined) throw new TypeError('an extract without content')
  return createHash('sha256').update(text).digest('hex')
}

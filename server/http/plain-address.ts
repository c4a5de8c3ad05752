/**
 * Normalises the path of a request. A percent-encoded letter equals the letter (RFC 3986, section 2.3), so
 * `/collections/par%63els` is `/collections/parcels`. Everything that decides by the path (routes, scopes of
 * tokens, the fast path of tiles) then sees one spelling only.
 */
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

const UNRESERVED = /[\w.~-]/

/**
 * Returns the target of a request with unreserved characters of its path decoded; undefined if a percent sign
 * begins no octet, or octets are not UTF-8. Raw bytes are encoded, because some programs send Chinese
 * unencoded.
 */
export function plainAddress(target: string): string | undefined {
  // Node passes each byte of the request line as one character.
  const ascii = target.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`)
  if (!ascii.includes('%')) return ascii
  if (!isDecodable(ascii)) return undefined
  const end = ascii.indexOf('?')
  const path = end < 0 ? ascii : ascii.slice(0, end)
  return path.replace(/%[\da-f]{2}/gi, plainOctet) + ascii.slice(path.length)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function plainOctet(octet: string): string {
  const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
  return UNRESERVED.test(character) ? character : octet.toUpperCase()
}

const malformed = new ProblemError(
  400,
  { zh: '请求有误', en: 'Bad request' },
  {
    zh: '地址中的百分号编码有误：“%”之后应为两位十六进制数，解码后应为 UTF-8；“%”本身写作 %25。',
    en: 'The address is not percent-encoded as it should be: "%" begins two hexadecimal digits, octets are UTF-8, and "%" itself is %25.',
  },
)

/** Refuses addresses that cannot be normalised. */
export function wellFormedAddress(): RequestHandler {
  return function refuseMalformed(request, _response, next) {
    next(plainAddress(request.url) === undefined ? malformed : undefined)
  }
}

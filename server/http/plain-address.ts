/**
 * One spelling of a request's address. A percent-encoded letter is the letter (RFC 3986, section 2.3), so
 * `/collections/par%63els` is `/collections/parcels`; whatever decides by the path (routes, scopes of
 * tokens, the tiles' own way) then needs to know one spelling only.
 */
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

const UNRESERVED = /[\w.~-]/

/**
 * The target of a request with unreserved characters decoded in its path, or undefined if a percent
 * sign begins no octet, or octets are no UTF-8. Bytes that should have been encoded are encoded here:
 * some programs send Chinese as it is.
 */
export function plainAddress(target: string): string | undefined {
  // Node hands each byte of the request line on as one character.
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

/** Refuses addresses that have no plain spelling. */
export function wellFormedAddress(): RequestHandler {
  return function refuseMalformed(request, _response, next) {
    next(plainAddress(request.url) === undefined ? malformed : undefined)
  }
}

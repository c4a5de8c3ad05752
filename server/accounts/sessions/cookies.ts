/** The cookie of a session: its name, whether it needs TLS, and its signature. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parse } from 'cookie'
import { pathPrefix } from '../../http/base-address.ts'
import { isSecure } from '../../http/secure.ts'

type Asking = Pick<IncomingMessage, 'headers' | 'socket'>

/**
 * Returns the cookie's name. `__Host-` makes browsers restrict it to TLS, this host and all its paths. The
 * name contains the server's path behind a proxy, so that two servers of one host do not end each other's
 * sessions.
 */
export function cookieName(request: Asking, trustProxy: number, of = 'shuangxi'): string {
  const name = of + pathPrefix(request, trustProxy).replaceAll('/', '!')
  return isSecure(request, trustProxy) ? `__Host-${name}` : name
}

/** Returns the decoded value of a request's first cookie of a name. */
export function cookieValue(request: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  return parse(request.headers.cookie ?? '')[name]
}

/** Returns the id in a cookie of express-session (`s:id.signature`) if the signature is valid. */
export function signedId(value: string, secret: string): string | undefined {
  const dot = value.lastIndexOf('.')
  if (!value.startsWith('s:') || dot < 0) return undefined
  const id = value.slice(2, dot)
  const ours = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
  const [given, expected] = [Buffer.from(value.slice(dot + 1)), Buffer.from(ours)]
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

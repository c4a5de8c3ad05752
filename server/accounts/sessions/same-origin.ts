/**
 * Prevents cross-site request forgery: writes by cookie need evidence that a page of this server made them.
 * SameSite cookies are the second protection.
 */
import type { IncomingMessage } from 'node:http'
import { ProblemError } from '../../errors.ts'
import { isSecure } from '../../http/secure.ts'

type Asking = Pick<IncomingMessage, 'headers' | 'socket'>

/** Methods that change nothing. */
export const isSafe = (method: string | undefined): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/**
 * Returns whether a page of this server made a request: by Sec-Fetch-Site if present, otherwise by Origin.
 */
function isOurs(request: Asking, trustProxy: number): boolean {
  const { headers } = request
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  return origin !== undefined && origin === ownOrigin(request, trustProxy)
}

/** Returns scheme and host as the client knows them; the first of several, as in Express. */
function ownOrigin(request: Asking, trustProxy: number): string {
  const { headers } = request
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined
  const host = String(forwarded ?? headers.host ?? '').split(',', 1)[0]
  return `${isSecure(request, trustProxy) ? 'https' : 'http'}://${host?.trim().toLowerCase()}`
}

/** Throws a ProblemError of status 403 if another site made a request, or its origin is unknown. */
export function requireOurs(request: Asking, trustProxy: number): void {
  if (!isOurs(request, trustProxy)) throw foreign
}

const foreign = new ProblemError(
  403,
  { zh: '请求来源不被接受', en: 'Request from another site' },
  {
    zh: '用 Cookie 登录后的写操作只接受本站页面发出的请求（Sec-Fetch-Site: same-origin，或与本站相同的 Origin）。程序请用令牌。',
    en: 'Writes by cookie are accepted from pages of this site only (Sec-Fetch-Site: same-origin, or our own Origin). Programs use tokens.',
  },
)

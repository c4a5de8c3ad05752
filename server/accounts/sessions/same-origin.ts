/**
 * What a browser sends along by itself must not act for its owner at the word of another site. Writes
 * by cookie need a sign that a page of this server made them; SameSite cookies are the second line.
 */
import type { IncomingMessage } from 'node:http'
import { ProblemError } from '../../errors.ts'
import { isSecure } from '../../http/secure.ts'

type Asking = Pick<IncomingMessage, 'headers' | 'socket'>

/** Methods that change nothing. */
export const isSafe = (method: string | undefined): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** Whether a page of this server made a request: by Sec-Fetch-Site where it came, else by Origin. */
function isOurs(request: Asking, trustProxy: number): boolean {
  const { headers } = request
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  return origin !== undefined && origin === ownOrigin(request, trustProxy)
}

/** Scheme and host as the client knows them; the first of several, as Express reads it. */
function ownOrigin(request: Asking, trustProxy: number): string {
  const { headers } = request
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined
  const host = String(forwarded ?? headers.host ?? '').split(',', 1)[0]
  return `${isSecure(request, trustProxy) ? 'https' : 'http'}://${host?.trim().toLowerCase()}`
}

/** @throws ProblemError 403 if another site, or nobody known, made a request */
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

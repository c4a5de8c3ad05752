import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

/** A name or an address, with an optional port. */
const HOST = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i

const strangeHost = new ProblemError(
  400,
  { zh: '请求有误', en: 'Bad request' },
  { zh: 'Host 应为主机名或地址。', en: 'Host should be the name or the address of a host.' },
)

type Asking = Pick<IncomingMessage, 'headers'>

/** Returns the host as the client knows it, from a trusted proxy; the first of several, as in Express. */
function hostOf({ headers }: Asking, trustProxy: number): string | undefined {
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined
  return String(forwarded || headers.host || '')
    .split(',', 1)[0]
    ?.trimEnd()
}

/** Returns whether a request's host is valid. Links in answers contain it. */
export function isPlainHost(request: Asking, trustProxy: number): boolean {
  const host = hostOf(request, trustProxy)
  return !host || HOST.test(host)
}

/** Refuses requests with an invalid host. */
export function plainHost(trustProxy: number): RequestHandler {
  return function refuseStrangeHost(request, _response, next) {
    next(isPlainHost(request, trustProxy) ? undefined : strangeHost)
  }
}

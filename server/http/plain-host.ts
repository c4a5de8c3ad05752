import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

/** A name or an address, with a port or without. */
const HOST = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i

const strangeHost = new ProblemError(
  400,
  { zh: '请求有误', en: 'Bad request' },
  { zh: 'Host 应为主机名或地址。', en: 'Host should be the name or the address of a host.' },
)

type Asking = Pick<IncomingMessage, 'headers'>

/** The host as the client knows it, from the proxy that is trusted; the first of several, as Express reads it. */
function hostOf({ headers }: Asking, trustProxy: number): string | undefined {
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined
  return String(forwarded || headers.host || '')
    .split(',', 1)[0]
    ?.trimEnd()
}

/** Whether a request's host is one: answers name it in their links. */
export function isPlainHost(request: Asking, trustProxy: number): boolean {
  const host = hostOf(request, trustProxy)
  return !host || HOST.test(host)
}

/** Refuses requests whose host is none. */
export function plainHost(trustProxy: number): RequestHandler {
  return function refuseStrangeHost(request, _response, next) {
    next(isPlainHost(request, trustProxy) ? undefined : strangeHost)
  }
}

import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

/** A name or an address, with a port or without. */
const HOST = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i

const strangeHost = new ProblemError(
  400,
  { zh: '请求有误', en: 'Bad request' },
  { zh: 'Host 应为主机名或地址。', en: 'Host should be the name or the address of a host.' },
)

/** Refuses requests whose host is none: answers name it in their links. */
export function plainHost(): RequestHandler {
  return function refuseStrangeHost(request, _response, next) {
    const { host } = request
    next(host === undefined || HOST.test(host) ? undefined : strangeHost)
  }
}

/** Problem documents for requests answered without Express, with the same headers as in Express. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { isPlainPrefix } from './base-address.ts'
import { compressed } from './compressed.ts'
import { openToOthers } from './cross-origin.ts'
import { isPlainHost } from './plain-host.ts'
import { answerProblem } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

export interface OutsideOptions {
  readonly log: Logger
  readonly development: boolean
  readonly trustProxy: number
}

/**
 * Returns a function that answers with a problem about public data. It returns false if the request's host or
 * proxy path is invalid, which Express refuses first.
 */
export function problemsOutside({ log, development, trustProxy }: OutsideOptions) {
  const protect = securityHeaders(development, trustProxy)
  const pack = compressed()
  return function refuse(error: unknown, request: IncomingMessage, response: ServerResponse): boolean {
    if (!isPlainHost(request, trustProxy) || !isPlainPrefix(request, trustProxy)) return false
    const send = () => answerProblem(log, error, request, response)
    if (response.headersSent) send()
    else {
      protect(request, response, () =>
        pack(request, response, () => {
          openToOthers(request, response, 'anonymous')
          send()
        }),
      )
    }
    return true
  }
}

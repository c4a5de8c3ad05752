import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

/** Probes and successful answers are logged at debug level; 503 is only a warning, because its cause is logged too. */
function levelOf(path: string, status: number): 'error' | 'warn' | 'info' | 'debug' {
  if (status < 400 || path === '/readyz' || path === '/healthz') return 'debug'
  if (status === 503) return 'warn'
  return status >= 500 ? 'error' : 'info'
}

/** Logs one line per answer, without the query, which may contain a position. */
export function logAnswer(log: Logger, method: string, path: string, response: ServerResponse): void {
  const started = performance.now()
  response.once('close', () => {
    const ms = Math.round(performance.now() - started)
    const status = response.statusCode
    const line = { method, path, status, ms }
    if (response.writableFinished) log[levelOf(path, status)](line, 'request')
    else log.debug(line, 'the client went away')
  })
}

/** Logs each request. */
export function requestLog(log: Logger): RequestHandler {
  return function logRequest(request, response, next) {
    logAnswer(log, request.method, request.path, response)
    next()
  }
}

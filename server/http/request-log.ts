import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

/** Probes ask every few seconds, and 503 is said by whoever made it so: neither fills the log. */
function levelOf(path: string, status: number): 'error' | 'warn' | 'info' | 'debug' {
  if (status < 400 || path === '/readyz' || path === '/healthz') return 'debug'
  if (status === 503) return 'warn'
  return status >= 500 ? 'error' : 'info'
}

/** One line for each request when its answer is out, without the query, which may hold a place. */
export function requestLog(log: Logger): RequestHandler {
  return function logRequest(request, response, next) {
    const started = performance.now()
    const { method, path } = request
    response.once('close', () => {
      const ms = Math.round(performance.now() - started)
      const status = response.statusCode
      const line = { method, path, status, ms }
      if (response.writableFinished) log[levelOf(path, status)](line, 'request')
      else log.debug(line, 'the client went away')
    })
    next()
  }
}

import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

function levelOf(status: number): 'error' | 'info' | 'debug' {
  if (status >= 500) return 'error'
  return status >= 400 ? 'info' : 'debug'
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
      if (response.writableFinished) log[levelOf(status)](line, 'request')
      else log.debug(line, 'the client went away')
    })
    next()
  }
}

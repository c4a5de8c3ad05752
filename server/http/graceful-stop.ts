import type { Server, ServerResponse } from 'node:http'

/**
 * Returns a function that stops the server: it accepts no new requests, waits up to `limitMs` for running
 * ones, then closes their connections.
 */
export function gracefulStop(server: Server): (limitMs: number) => Promise<void> {
  let stopping = false
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (stopping) response.setHeader('Connection', 'close')
  })
  return async function stop(limitMs) {
    stopping = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // A kept-alive connection that was busy becomes idle later.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const cut = setTimeout(() => server.closeAllConnections(), limitMs)
    await closed
    clearInterval(sweep)
    clearTimeout(cut)
  }
}

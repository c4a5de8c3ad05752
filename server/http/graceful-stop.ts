import type { Server, ServerResponse } from 'node:http'

/**
 * Prepares a server for a clean end. The function that it gives takes no new requests, lets those
 * running be answered for `limitMs`, then cuts what is left.
 */
export function gracefulStop(server: Server): (limitMs: number) => Promise<void> {
  let stopping = false
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (stopping) response.setHeader('Connection', 'close')
  })
  return async function stop(limitMs) {
    stopping = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // A kept-alive connection that was busy when we closed falls idle later.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const cut = setTimeout(() => server.closeAllConnections(), limitMs)
    await closed
    clearInterval(sweep)
    clearTimeout(cut)
  }
}

/** The HTTP server with its limits of time and size: whoever is slow on purpose is let go. */
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Settings } from '../settings.ts'

const SECOND = 1_000

export interface RequestTimes {
  /** Request line and headers: without them a connection has shown nothing yet. */
  readonly headersMs: number
  /** The whole request; the largest body there is has 4 MiB. */
  readonly requestMs: number
  /** How often the two above are looked after. */
  readonly checkMs: number
}

const usualTimes: RequestTimes = { headersMs: 15 * SECOND, requestMs: 60 * SECOND, checkMs: 5 * SECOND }
const IDLE_LIMIT_MS = 10 * SECOND
/** Proxies keep theirs for a minute by default; whose end closes first must not be ours. */
const IDLE_BEHIND_PROXY_MS = 75 * SECOND
/** Nothing came or went for so long: more than a statement of the database may take. */
const stalledMs = ({ statementTimeoutMs }: Pick<Settings, 'statementTimeoutMs'>) =>
  Math.max(120 * SECOND, statementTimeoutMs + 30 * SECOND)
const HEADERS_BYTES = 16 * 1024
const MOST_HEADERS = 100

export type HttpSettings = Pick<Settings, 'trustProxy' | 'statementTimeoutMs'>

/** A server that is not listening yet. `development` leaves idle connections open: hot reload waits on one. */
export function httpServer(settings: HttpSettings, development = false, times = usualTimes): Server {
  const server = createServer({
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    connectionsCheckingInterval: times.checkMs,
    keepAliveTimeout: settings.trustProxy > 0 ? IDLE_BEHIND_PROXY_MS : IDLE_LIMIT_MS,
    maxHeaderSize: HEADERS_BYTES,
  })
  server.maxHeadersCount = MOST_HEADERS
  if (!development) server.setTimeout(stalledMs(settings))
  server.on('clientError', refuse)
  return server
}

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}

/** What is not HTTP, or too slow, is answered in the same form as every other error. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  // As Node itself does: an answer that has begun cannot be taken back.
  const begun = Reflect.get(socket, '_httpMessage')?._headerSent === true
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy()
    return
  }
  const status = statuses[error.code ?? ''] ?? 400
  const title = STATUS_CODES[status] ?? ''
  const body = JSON.stringify({ type: 'about:blank', status, title })
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}

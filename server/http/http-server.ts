/** The HTTP server with limits of time and size: deliberately slow clients are disconnected. */
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Settings } from '../settings.ts'
import { addressBlock } from './client-address.ts'

const SECOND = 1_000

interface ClientLimits {
  /** Time limit for the request line and headers. */
  readonly headersMs: number
  /** Time limit for the whole request; the largest body has 4 MiB. */
  readonly requestMs: number
  /** How often both limits are checked. */
  readonly checkMs: number
  /**
   * Concurrent connections from one address. An office shares one address, and a browser uses seven
   * connections.
   */
  readonly connections: number
}

const usualLimits: ClientLimits = {
  headersMs: 15 * SECOND,
  requestMs: 60 * SECOND,
  checkMs: 5 * SECOND,
  connections: 2_000,
}
const IDLE_LIMIT_MS = 10 * SECOND
/** Proxies keep idle connections for a minute by default. The server must not close them first. */
const IDLE_BEHIND_PROXY_MS = 75 * SECOND
/** Returns milliseconds without any traffic, more than a statement of the database may take. */
const stalledMs = ({ statementTimeoutMs }: Pick<Settings, 'statementTimeoutMs'>) =>
  Math.max(120 * SECOND, statementTimeoutMs + 30 * SECOND)
const HEADERS_BYTES = 16 * 1024
const MAX_HEADERS = 100

export type HttpSettings = Pick<Settings, 'trustProxy' | 'statementTimeoutMs'>

/** Creates a server that is not listening yet. `development` keeps idle connections open for hot reload. */
export function httpServer(settings: HttpSettings, development = false, limits = usualLimits): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: settings.trustProxy > 0 ? IDLE_BEHIND_PROXY_MS : IDLE_LIMIT_MS,
    maxHeaderSize: HEADERS_BYTES,
  })
  server.maxHeadersCount = MAX_HEADERS
  if (!development) server.setTimeout(stalledMs(settings))
  server.on('clientError', refuse)
  // Without a handler, Node closes the connection silently; this server is not a proxy.
  server.on('connect', (_request, socket) => answerBare(socket, 405))
  // Behind a proxy, all connections have its address, and the proxy limits them itself.
  if (settings.trustProxy === 0) limitConnections(server, limits.connections)
  return server
}

/** Closes connections beyond `most` of one address, because idle connections are not rate-limited. */
function limitConnections(server: Server, most: number): void {
  const counts = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = addressBlock(socket.remoteAddress ?? '')
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1
      if (left > 0) counts.set(address, left)
      else counts.delete(address)
    })
    if (count > most) socket.destroy()
  })
}

/** Methods that any address of this server may allow. */
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}

/** Answers requests that are not HTTP or too slow in the same form as every other error. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  // As Node itself does: an answer that has begun cannot be replaced.
  const begun = Reflect.get(socket, '_httpMessage')?._headerSent === true
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy()
    return
  }
  answerBare(socket, isUnknownMethod(error) ? 405 : (statuses[error.code ?? ''] ?? 400))
}

/** Returns whether this is a request with a method unknown to Node, and not arbitrary bytes. */
function isUnknownMethod(error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }): boolean {
  if (error.code !== 'HPE_INVALID_METHOD') return false
  return /^[\w!#$%&'*+.^`|~-]{1,40} \S+ HTTP\/1\.[01]\r?\n/.test(error.rawPacket?.toString('latin1') ?? '')
}

/** Answers a connection without a readable request with a problem document, and closes it. */
function answerBare(socket: Duplex, status: number): void {
  const title = STATUS_CODES[status] ?? ''
  const body = JSON.stringify({ type: 'about:blank', status, title })
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...(status === 405 ? [`Allow: ${METHODS}`] : []),
    'Connection: close',
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}

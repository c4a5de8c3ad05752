/** Cancels running statements on a PostGIS server. */
import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import pg from 'pg'

/** Fields of node-postgres' connection that its typings lack. */
interface Wire extends EventEmitter {
  readonly stream: Duplex
  readonly sslNegotiation: 'postgres' | 'direct'
  connect(port: number, host?: string): void
  requestSsl(): void
  cancel(processId: number, secretKey: number): void
}

interface WiredClient {
  readonly connection: Wire
  readonly host: string
  readonly port: number
  readonly ssl: unknown
  readonly processID: number
  readonly secretKey: number
}

const wired = (client: pg.ClientBase) => client as unknown as WiredClient

/** Time limit of a cancel request. */
const LIMIT_MS = 2_000

/**
 * Sends a cancel request for the statement running on a client's connection, over a separate connection
 * (https://www.postgresql.org/docs/current/protocol-flow.html, "Canceling Requests in Progress").
 * Resolves when the server has received it or is unreachable; never throws.
 */
export function cancelStatement(running: pg.ClientBase, config: pg.ClientConfig): Promise<void> {
  const { processID, secretKey } = wired(running)
  const { connection, host, port, ssl } = wired(new pg.Client(config))
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.stream.destroy(), LIMIT_MS)
    const send = () => connection.cancel(processID, secretKey)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    connection.on('connect', () => {
      if (!ssl) send()
      else if (connection.sslNegotiation !== 'direct') connection.requestSsl()
    })
    connection.on('sslconnect', send)
    connection.on('error', end)
    connection.on('end', end)
    if (host?.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}` as unknown as number)
    else connection.connect(port, host)
  })
}

/** Destroys a dead connection; pending queries fail. */
export function cutConnection(client: pg.ClientBase): void {
  wired(client).connection.stream.destroy()
}

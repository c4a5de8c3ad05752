import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

/** Returns whether a request used TLS, to this server or to a trusted proxy in front of it. */
export function isSecure(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: number,
): boolean {
  if ((socket as Partial<TLSSocket>).encrypted === true) return true
  const forwarded = trustProxy > 0 ? headers['x-forwarded-proto'] : undefined
  return (
    String(forwarded ?? '')
      .split(',', 1)[0]
      ?.trim()
      .toLowerCase() === 'https'
  )
}

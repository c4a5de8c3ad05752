/** The client's address, as reported by trusted proxies. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyaddr from 'proxy-addr'

/**
 * Returns the client's address: the socket's, or with `trustProxy` proxies in front, what the outermost of
 * them wrote into X-Forwarded-For. IPv4 in its own form. Entries that the client wrote itself are further
 * left and ignored.
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: number,
): string {
  // Express' own handling of trusted hops; it reads the socket and X-Forwarded-For only.
  const asked = { headers: request.headers, connection: request.socket } as unknown as IncomingMessage
  const hop = plainAddress(proxyaddr(asked, (_, index) => index < trustProxy))
  return isIP(hop) === 0 ? plainAddress(request.socket.remoteAddress ?? '') : hop
}

/**
 * Returns the key for limits: an IPv4 address, or the /64 of an IPv6 address, which belongs to one
 * subscriber.
 */
export function addressBlock(given: string): string {
  const address = plainAddress(given)
  if (isIP(address) !== 6) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill('0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

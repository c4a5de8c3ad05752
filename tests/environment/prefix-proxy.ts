/**
 * A reverse proxy that serves another server below a path, as nginx does with `location /map/` and
 * `proxy_pass http://server/`: it removes the path and sets X-Forwarded-Prefix.
 */
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PrefixProxy {
  /** With the path, without a final slash. */
  readonly url: string
  /** Requested paths outside the prefix, from wrong links. */
  readonly astray: readonly string[]
  close(): Promise<void>
}

/** Serves `target` below `prefix` (such as `/map`) on 127.0.0.1, on a free port unless one is given. */
export async function servePrefixed(target: string, prefix: string, own = 0): Promise<PrefixProxy> {
  const { hostname, port } = new URL(target)
  const astray: string[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '/', headers } = request
    if (!url.startsWith(`${prefix}/`) && url !== prefix) {
      astray.push(url)
      response.writeHead(404).end()
      return
    }
    const path = url.slice(prefix.length).replace(/^(?!\/)/, '/')
    const forwarded = {
      'x-forwarded-prefix': prefix,
      'x-forwarded-host': headers.host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '203.0.113.7',
    }
    const passed = httpRequest({ hostname, port, path, method, headers: { ...headers, ...forwarded } })
    passed.on('response', (given) => {
      response.writeHead(given.statusCode ?? 502, given.rawHeaders)
      given.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  }
  const server = createServer(answer).listen(own, '127.0.0.1')
  await once(server, 'listening')
  const { port: listening } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${listening}${prefix}`,
    astray,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

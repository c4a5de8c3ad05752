/** A plain static server with ranges, like any web host, for archives and for the published map. */
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface StaticServer {
  readonly url: string
  /** Requested paths with the status of their answers. */
  readonly requests: { readonly path: string; readonly status: number }[]
  /** Answers instead of the files while it is set. */
  instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  close(): Promise<void>
}

function send(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const path = join(
    folder,
    normalize(decodeURIComponent(pathname)),
    pathname.endsWith('/') ? 'index.html' : '',
  )
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isFile()) {
    response.writeHead(404).end()
    return
  }
  const etag = `"${stat.ino}-${stat.mtimeMs}-${stat.size}"`
  const headers = {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    etag,
    'accept-ranges': 'bytes',
  }
  const body = readFileSync(path)
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  if (!range) {
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body)
    return
  }
  const [from, to] = [
    Number(range[1]),
    Math.min(range[2] ? Number(range[2]) : body.length - 1, body.length - 1),
  ]
  if (from > to) {
    response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end()
    return
  }
  const part = body.subarray(from, to + 1)
  const place = { 'content-range': `bytes ${from}-${to}/${body.length}`, 'content-length': part.length }
  response.writeHead(206, { ...headers, ...place }).end(part)
}

/** Serves a folder on 127.0.0.1. */
export async function serveFolder(folder: string, port = 0): Promise<StaticServer> {
  const requests: { path: string; status: number }[] = []
  const served: StaticServer = { url: '', requests, instead: undefined, close }
  const server = createServer((request, response) => {
    response.once('finish', () => requests.push({ path: request.url ?? '', status: response.statusCode }))
    if (served.instead) served.instead(request, response)
    else send(folder, request, response)
  })
  async function close() {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(served, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

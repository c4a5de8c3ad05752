/**
 * A proxy between browser and server that counts what is sent, and may delay and slow it down. It sees all
 * requests, including those of workers, which the browser's own throttling omits.
 */
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

export interface Net {
  /** Bytes per second of all answers together. */
  readonly bytesPerSecond: number
  /** Additional milliseconds of each answer. */
  readonly delayMs: number
}

export interface Answer {
  readonly path: string
  readonly type: string
  /** Headers and body as sent. */
  bytes: number
}

export interface NarrowNet {
  readonly url: string
  readonly answers: readonly Answer[]
  /** Requests without a complete answer, except event streams. */
  readonly pending: number
  close(): Promise<void>
}

const CHUNK = 4096

/** Divides the rate among all answers in turns of a chunk. */
function lane({ bytesPerSecond }: Net): (bytes: number) => Promise<void> {
  let free = 0
  return async (bytes) => {
    const now = performance.now()
    free = Math.max(now, free) + (bytes * 1000) / bytesPerSecond
    if (free - now > 1) await setTimeout(free - now)
  }
}

async function pass(
  given: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  take: ((bytes: number) => Promise<void>) | undefined,
): Promise<void> {
  for await (const chunk of given as AsyncIterable<Buffer>) {
    answer.bytes += chunk.length
    for (let at = 0; at < chunk.length; at += CHUNK) {
      const part = take ? chunk.subarray(at, at + CHUNK) : chunk
      await take?.(part.length)
      response.write(part)
      if (!take) break
    }
  }
  response.end()
}

/** Opens a proxy to the server at `target`; without `net` it only counts. */
export async function openNet(target: string, net?: Net): Promise<NarrowNet> {
  const { hostname, port } = new URL(target)
  const answers: Answer[] = []
  const take = net && lane(net)
  const open = new Set<ServerResponse>()
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url: path = '/', headers } = request
    open.add(response)
    response.on('close', () => open.delete(response))
    if (net) await setTimeout(net.delayMs)
    const asked = httpRequest({ hostname, port, path, method, headers })
    request.pipe(asked)
    response.on('close', () => asked.destroy())
    const [given] = (await once(asked, 'response')) as [IncomingMessage]
    const type = String(given.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
    const head = given.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
    const answer = { path, type, bytes: head }
    answers.push(answer)
    if (type === 'text/event-stream') open.delete(response)
    response.writeHead(given.statusCode ?? 502, given.rawHeaders)
    await pass(given, response, answer, take)
  }
  const server = createServer((request, response) => {
    // A browser that closes also closes its connections.
    serve(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: listening } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${listening}`,
    answers,
    get pending() {
      return open.size
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

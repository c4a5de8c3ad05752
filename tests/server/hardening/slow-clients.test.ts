/** Clients that send or read very slowly do not hold resources for long. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { watchReader } from '../../../server/features/download/slow-reader.ts'
import { httpServer } from '../../../server/http/http-server.ts'
import { soon } from '../../environment/soon.ts'

const open: (Server | Socket)[] = []
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('closeAllConnections' in one) {
      one.close()
      one.closeAllConnections()
    } else one.destroy()
  }
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const strict = (answer: RequestListener) => {
  const limits = { headersMs: 400, requestMs: 800, checkMs: 50, connections: 20 }
  const server = httpServer({ trustProxy: 0, statementTimeoutMs: 1_000 }, false, limits)
  return listening(server.on('request', answer))
}

/** Sends the parts one after another, and returns everything received until the connection was closed. */
async function drip(port: number, pieces: Iterable<string>, everyMs: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  open.push(socket)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(piece)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  await closed
  return text
}

it('closes connections that send headers very slowly, and says why', async () => {
  const port = await strict((_request, response) => response.end())
  const endless = (function* () {
    yield 'GET / HTTP/1.1\r\nHost: a\r\n'
    for (let i = 0; ; i++) yield `X-${i}: a\r\n`
  })()
  const text = await drip(port, endless, 50)
  expect(text).toMatch(/^HTTP\/1\.1 408 /)
  expect(text).toContain('application/problem+json')
})

it('closes connections that send a body very slowly', async () => {
  const port = await strict(async (request, response) => {
    await request.toArray().catch(() => undefined)
    response.end('read it all')
  })
  const endless = (function* () {
    yield 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n'
    for (;;) yield 'a'
  })()
  expect(await drip(port, endless, 50)).not.toContain('read it all')
})

it('closes silent connections', async () => {
  const port = await strict((_request, response) => response.end())
  expect(await drip(port, [], 0)).toMatch(/^HTTP\/1\.1 408 |^$/)
})

it('limits the connections of one address', async () => {
  const port = await strict((_request, response) => response.end('here'))
  const sockets = Array.from({ length: 30 }, () => connect(port, '127.0.0.1'))
  open.push(...sockets)
  for (const socket of sockets) socket.on('error', () => undefined).resume()
  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(10)
  for (const socket of sockets) socket.destroy()
  await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')))
  const request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
  await soon(async () => expect(await drip(port, [request], 10)).toContain('here'))
})

it('answers what is not HTTP with a problem document', async () => {
  const port = await strict((_request, response) => response.end())
  const text = await drip(port, ['\x16\x03\x01 hello\r\n\r\n'], 10)
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toEqual({
    type: 'about:blank',
    status: 400,
    title: 'Bad Request',
  })
})

it.each([
  ['ends a download that is read very slowly', true],
  ['continues a download that is read', false],
] as const)('%s', async (_, isEnded) => {
  let ended: boolean | undefined
  const pieces = () => Readable.from(Array.from({ length: 500 }, () => Buffer.alloc(64_000)))
  const port = await listening(
    createServer((_request, response) => {
      const endWatch = watchReader(response, 300, 240_000)
      pipeline(pieces(), response, () => {
        endWatch()
        ended = !response.writableFinished
      })
    }),
  )
  const socket = connect(port, '127.0.0.1')
  open.push(socket)
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  if (!isEnded) socket.resume()
  const reading = setInterval(() => isEnded && socket.read(1), 20)
  await expect.poll(() => ended).toBeDefined()
  clearInterval(reading)
  expect(ended).toBe(isEnded)
})

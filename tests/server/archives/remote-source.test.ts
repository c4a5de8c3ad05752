import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { RemoteArchive } from '../../../server/archives/remote-source.ts'

it('does not wait for a server that accepts a request and does not answer', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const archive = new RemoteArchive('lake', `http://127.0.0.1:${port}/lake.pmtiles`, 200)
  const { signal } = new AbortController()
  await expect(archive.pass('bytes=0-9', signal)).rejects.toMatchObject({ status: 503 })
  await expect(archive.getBytes(0, 10)).rejects.toMatchObject({ status: 503 })
  silent.closeAllConnections()
  silent.close()
})

it('allows the body of an answer to take longer than its beginning', async () => {
  let finish = () => {}
  const slow = createServer((_, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-1/2' }).write('a')
    finish = () => response.end('b')
  }).listen(0, '127.0.0.1')
  await once(slow, 'listening')
  const { port } = slow.address() as AddressInfo
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const archive = new RemoteArchive('lake', `http://127.0.0.1:${port}/lake.pmtiles`, 5_000)
  const answer = await archive.pass('bytes=0-1', new AbortController().signal)
  await vi.advanceTimersByTimeAsync(6_000)
  vi.useRealTimers()
  finish()
  expect(await answer.text()).toBe('ab')
  slow.closeAllConnections()
  slow.close()
})

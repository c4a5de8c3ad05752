import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { TileCache } from '../../../tiles/cache/tile-cache.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const options = { maxBytes: 100_000, concurrency: 1 }

/** A tile whose making ends when the test says so. */
function held(text: string) {
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { finish, make: vi.fn(() => done.then(() => bytes(text))) }
}

test('a tile is made once for all who ask, then comes from memory', async () => {
  const cache = new TileCache({ ...options, pack: async (body) => gzipSync(body) })
  const tile = held('content')
  const asked = [cache.get('a', tile.make), cache.get('a', tile.make), cache.get('a', tile.make)]
  tile.finish()
  const [first, second] = await Promise.all(asked)
  expect(second).toBe(first)
  expect(await cache.get('a', tile.make)).toBe(first)
  expect(tile.make).toHaveBeenCalledTimes(1)
  expect(gunzipSync(first?.gzip ?? Buffer.of()).toString()).toBe('content')
})

test('the same content has the same etag, other content another', async () => {
  const cache = new TileCache(options)
  const [a, b, c] = await Promise.all(
    ['x', 'x', 'y'].map((text, i) => cache.get(`${i}`, async () => bytes(text))),
  )
  expect(a?.etag).toBe(b?.etag)
  expect(a?.etag).not.toBe(c?.etag)
})

test('after a change tiles are made anew, and one made meanwhile is not kept', async () => {
  const cache = new TileCache({ ...options, concurrency: 2 })
  const before = held('before')
  const asked = cache.get('a', before.make)
  await vi.waitFor(() => expect(before.make).toHaveBeenCalled())
  cache.clear()
  const after = cache.get('a', async () => bytes('after'))
  before.finish()
  expect((await asked).body.toString()).toBe('before')
  expect((await after).body.toString()).toBe('after')
  expect((await cache.get('a', before.make)).body.toString()).toBe('after')
})

test('a tile that nobody waits for any more is not begun', async () => {
  const cache = new TileCache(options)
  const slow = held('slow')
  const unwanted = held('unwanted')
  const first = cache.get('slow', slow.make)
  const gone = new AbortController()
  const abandoned = cache.get('unwanted', unwanted.make, gone.signal)
  gone.abort(new Error('gone'))
  await expect(abandoned).rejects.toThrow('gone')
  slow.finish()
  await first
  await cache.get('next', async () => bytes('next'))
  expect(unwanted.make).not.toHaveBeenCalled()
})

test('a tile that one of two still waits for is made', async () => {
  const cache = new TileCache(options)
  const slow = held('slow')
  const blocking = cache.get('slow', slow.make)
  const gone = new AbortController()
  const left = cache.get('a', async () => bytes('wanted'), gone.signal)
  const stays = cache.get('a', async () => bytes('wanted'), new AbortController().signal)
  gone.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  slow.finish()
  await blocking
  expect((await stays).body.toString()).toBe('wanted')
})

test('a failure reaches all who asked and is not remembered', async () => {
  const cache = new TileCache(options)
  const fail = async () => {
    throw new Error('database is down')
  }
  const asked = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await cache.get('a', async () => bytes('up'))).body.toString()).toBe('up')
})

test('old tiles leave when the bytes are used up', async () => {
  const cache = new TileCache({ ...options, maxBytes: 3000 })
  const make = vi.fn(async () => new Uint8Array(1000))
  await cache.get('a', make)
  await cache.get('b', make)
  await cache.get('c', make)
  await cache.get('a', make)
  expect(make).toHaveBeenCalledTimes(4)
})

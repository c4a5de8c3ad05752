import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { tileBounds } from '../../../geodata/model/tile.ts'
import { TileCache } from '../../../tiles/cache/tile-cache.ts'
import { keyOf, type TileName } from '../../../tiles/cache/tile-name.ts'
import { soon } from '../../environment/soon.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const options = { maxBytes: 100_000, concurrency: 1 }
const tileOf = (x: number, layers = 'roads'): TileName => ({ layers, z: 10, x, y: 5, visibility: 'public' })
const a = tileOf(1)
const b = tileOf(2)

/** A tile whose rendering ends when the test says so, or is aborted. */
function held(text: string) {
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const make = vi.fn((signal: AbortSignal) => {
    const givenUp = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    return Promise.race([done.then(() => bytes(text)), givenUp])
  })
  return { finish, make }
}

test('a tile is rendered once for concurrent requests, then comes from memory', async () => {
  const cache = new TileCache(options)
  const tile = held('content')
  const asked = [cache.get(a, tile.make), cache.get(a, tile.make), cache.get(a, tile.make)]
  tile.finish()
  const [first, second] = await Promise.all(asked)
  expect(second).toBe(first)
  expect(await cache.get(a, tile.make)).toBe(first)
  expect(cache.peek(keyOf(a))).toBe(first)
  expect(tile.make).toHaveBeenCalledTimes(1)
})

test('tiles of other roles and layers are separate', async () => {
  const cache = new TileCache(options)
  await cache.get(a, async () => bytes('public'))
  const other = await cache.get({ ...a, visibility: 'planner' }, async () => bytes('planner'))
  const layers = await cache.get({ ...a, layers: 'roads,water' }, async () => bytes('water too'))
  expect([other.body.toString(), layers.body.toString()]).toEqual(['planner', 'water too'])
})

test('equal content has the same digest, other content another', async () => {
  const cache = new TileCache(options)
  const [x, again, y] = await Promise.all(
    ['x', 'x', 'y'].map((text, i) => cache.get(tileOf(i), async () => bytes(text))),
  )
  expect(x?.digest).toBe(again?.digest)
  expect(x?.digest).not.toBe(y?.digest)
})

test('gzip is made at once, brotli for a tile that is requested again', async () => {
  const cache = new TileCache(options)
  const tile = await cache.get(a, async () => bytes('content'.repeat(200)))
  const all = ['br', 'gzip', 'identity'] as const
  expect(await cache.encodingFor(a, tile, all)).toBe('gzip')
  expect(await cache.encodingFor(a, tile, all)).toBe('gzip')
  await soon(async () => expect(await cache.encodingFor(a, tile, all)).toBe('br'))
  for (const unpacked of [gunzipSync(tile.in('gzip') ?? ''), brotliDecompressSync(tile.in('br') ?? '')]) {
    expect(unpacked).toEqual(tile.body)
  }
  expect(await cache.encodingFor(a, tile, ['identity', 'br'])).toBe('identity')
  expect(cache.peek(keyOf(a))).toBe(tile)
})

test('a tile that fits into one packet is not compressed', async () => {
  const cache = new TileCache(options)
  const tile = await cache.get(a, async () => bytes('content'.repeat(100)))
  for (let use = 0; use < 3; use++)
    expect(await cache.encodingFor(a, tile, ['br', 'gzip', 'identity'])).toBe('identity')
})

test('compressed formats are not compressed again', async () => {
  const cache = new TileCache({ ...options, packable: false })
  const tile = await cache.get(a, async () => bytes('png'.repeat(1000)))
  expect(await cache.encodingFor(a, tile, ['gzip', 'identity'])).toBe('identity')
  expect(tile.in('gzip')).toBeUndefined()
})

test('after a change tiles are rendered again, also for waiting requests, and one made meanwhile is not cached', async () => {
  const cache = new TileCache({ ...options, concurrency: 2 })
  const stale = held('before')
  const asked = cache.get(a, stale.make)
  const elsewhere = held('elsewhere')
  const untouched = cache.get(b, elsewhere.make)
  await soon(() => expect(elsewhere.make).toHaveBeenCalled())
  const [west, south, east, north] = tileBounds(a)
  const middle = [(west + east) / 2, (south + north) / 2] as const
  cache.drop({ layer: 'roads', boxes: [[...middle, ...middle]] })
  const after = cache.get(a, async () => bytes('after'))
  stale.finish()
  elsewhere.finish()
  expect((await asked).body.toString()).toBe('after')
  expect((await after).body.toString()).toBe('after')
  await untouched
  expect((await cache.get(a, stale.make)).body.toString()).toBe('after')
  expect((await cache.get(b, stale.make)).body.toString()).toBe('elsewhere')
})

test('a change of another layer, or at other zooms, drops nothing', async () => {
  const cache = new TileCache(options)
  const tile = await cache.get(a, async () => bytes('kept'))
  cache.drop({ layer: 'road', boxes: null })
  cache.drop({ layer: 'roads', boxes: null, zooms: [0, 9] })
  expect(cache.peek(keyOf(a))).toBe(tile)
  cache.drop({ layer: 'roads', boxes: null, zooms: [9, 10] })
  expect(cache.peek(keyOf(a))).toBeUndefined()
})

test('clearing drops all, including those being rendered', async () => {
  const cache = new TileCache({ ...options, concurrency: 2 })
  const stale = held('before')
  await cache.get(b, async () => bytes('b'))
  const asked = cache.get(a, stale.make)
  cache.clear()
  stale.finish()
  await asked
  expect(stale.make).toHaveBeenCalledTimes(2)
  expect(cache.peek(keyOf(b))).toBeUndefined()
})

test('waiting requests are answered after two attempts if changes never pause', async () => {
  const cache = new TileCache(options)
  const make = vi.fn(async () => {
    cache.drop({ layer: 'roads', boxes: null })
    return bytes('old already')
  })
  expect((await cache.get(a, make)).body.toString()).toBe('old already')
  expect(make).toHaveBeenCalledTimes(2)
  expect(cache.peek(keyOf(a))).toBeUndefined()
})

test('a tile without waiting requests is not begun', async () => {
  const cache = new TileCache(options)
  const slow = held('slow')
  const unwanted = held('unwanted')
  const first = cache.get(a, slow.make)
  const gone = new AbortController()
  const abandoned = cache.get(b, unwanted.make, gone.signal)
  gone.abort(new Error('gone'))
  await expect(abandoned).rejects.toThrow('gone')
  slow.finish()
  await first
  await cache.get(tileOf(3), async () => bytes('next'))
  expect(unwanted.make).not.toHaveBeenCalled()
})

test('rendering is aborted when the last waiting request ends, not before', async () => {
  const cache = new TileCache(options)
  const slow = held('slow')
  const [first, second] = [new AbortController(), new AbortController()]
  const waiting = [first, second].map(({ signal }) => cache.get(a, slow.make, signal))
  await soon(() => expect(slow.make).toHaveBeenCalled())
  const signal = slow.make.mock.calls[0]?.[0]
  first.abort(new Error('gone'))
  await expect(waiting[0]).rejects.toThrow('gone')
  expect(signal?.aborted).toBe(false)
  second.abort(new Error('gone too'))
  await expect(waiting[1]).rejects.toThrow('gone too')
  expect(signal?.aborted).toBe(true)
  // Later requests do not get the aborted result.
  expect((await cache.get(a, async () => bytes('again'))).body.toString()).toBe('again')
})

test('a failure reaches all waiting requests and is not cached', async () => {
  const cache = new TileCache(options)
  const fail = async () => {
    throw new Error('database is down')
  }
  const asked = await Promise.allSettled([cache.get(a, fail), cache.get(a, fail)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await cache.get(a, async () => bytes('up'))).body.toString()).toBe('up')
})

test('the oldest tiles are dropped at the limit of bytes', async () => {
  const cache = new TileCache({ ...options, maxBytes: 4000 })
  const make = vi.fn(async () => new Uint8Array(1000))
  for (const x of [1, 2, 3, 1]) await cache.get(tileOf(x), make)
  expect(make).toHaveBeenCalledTimes(4)
})

test('without a cache, each tile is rendered again, once for concurrent requests', async () => {
  const cache = new TileCache({ ...options, maxBytes: 0 })
  const make = vi.fn(async () => bytes('x'))
  await Promise.all([cache.get(a, make), cache.get(a, make)])
  await cache.get(a, make)
  expect(make).toHaveBeenCalledTimes(2)
})

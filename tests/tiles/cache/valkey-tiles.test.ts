import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { tileBounds } from '../../../geodata/model/tile.ts'
import { PackedTile } from '../../../tiles/cache/packed-tile.ts'
import { TileCache } from '../../../tiles/cache/tile-cache.ts'
import type { TileName } from '../../../tiles/cache/tile-name.ts'
import { ValkeyTiles } from '../../../tiles/cache/valkey-tiles.ts'
import { soon } from '../../environment/soon.ts'
import { startValkey, type Valkey } from '../../environment/valkey.ts'

let valkey: Valkey
beforeAll(async () => {
  valkey = await startValkey()
})
afterAll(() => valkey.pause())

const opened: ValkeyTiles[] = []
afterEach(() => {
  for (const tiles of opened.splice(0)) tiles.close()
})

let prefixes = 0
/** One server's connection to the store, ready for use. */
async function open(prefix = `test${++prefixes}:`) {
  const states: string[] = []
  const tiles = new ValkeyTiles({
    url: valkey.url,
    prefix: Promise.resolve(prefix),
    onState: (state) => states.push(state),
  })
  opened.push(tiles)
  await usable(tiles)
  return { tiles, states, prefix }
}

const name = (x: number, layers = 'parcels,roads', visibility = 'public'): TileName => {
  return { z: 14, x, y: 6745, layers, visibility }
}
const probe = { ...name(1), layers: 'probe' }

async function packed(text: string): Promise<PackedTile> {
  const tile = new PackedTile(Buffer.from(text), true)
  await tile.pack('gzip')
  return tile
}

async function usable(tiles: ValkeyTiles): Promise<void> {
  const tile = await packed('probe')
  await soon(async () => {
    tiles.put(probe, tile)
    expect(await tiles.get(probe)).toBeDefined()
  })
}

const middleOf = (x: number) => {
  const [west, south, east, north] = tileBounds(name(x))
  return [(west + east) / 2, (south + north) / 2, (west + east) / 2, (south + north) / 2] as const
}

test('another server reads stored tiles, including empty ones', async () => {
  const large = 'a large tile '.repeat(100)
  const one = await open()
  const other = await open(one.prefix)
  await usable(one.tiles)
  one.tiles.put(name(13658), await packed('a tile'))
  one.tiles.put(name(13657), await packed(large))
  one.tiles.put(name(13659), await packed(''))
  await soon(async () => expect(await other.tiles.get(name(13659))).toBeDefined())
  const tile = await other.tiles.get(name(13658))
  expect(tile?.body.toString()).toBe('a tile')
  expect(tile?.digest).toBe((await packed('a tile')).digest)
  expect((await other.tiles.get(name(13657)))?.body.toString()).toBe(large)
  expect((await other.tiles.get(name(13657)))?.in('gzip')?.length).toBeGreaterThan(0)
  expect((await other.tiles.get(name(13659)))?.body.length).toBe(0)
  expect(await other.tiles.get(name(13658, 'parcels,roads', 'planner'))).toBeUndefined()
  const elsewhere = await open()
  expect(await elsewhere.tiles.get(name(13658))).toBeUndefined()
})

test('a change deletes the affected tiles, and nothing else', async () => {
  const { tiles, prefix } = await open()
  const kept = [name(13658, 'roads,water'), name(13700), name(13658, 'parcels_old')]
  const gone = [name(13658), name(13658, 'parcels', 'planner')]
  for (const one of [...kept, ...gone]) tiles.put(one, await packed('x'))
  tiles.drop({ layer: 'parcels', boxes: [middleOf(13658)] })
  // The server does not read it for some seconds, so this reads the store itself.
  const client = new Redis(valkey.url)
  await soon(async () => {
    const fields = await client.hkeys(`${prefix}14/13658/6745`)
    expect(fields.sort()).toEqual(['public parcels_old', 'public roads,water'])
  })
  expect(await client.hkeys(`${prefix}14/13700/6745`)).toEqual(['public parcels,roads'])
  tiles.drop({ layer: 'roads', boxes: null })
  await soon(async () => {
    expect(await client.hkeys(`${prefix}14/13658/6745`)).toEqual(['public parcels_old'])
    expect(await client.exists(`${prefix}14/13700/6745`)).toBe(0)
  })
  client.disconnect()
})

test('a tile that a slower server stores after a change is not read', async () => {
  const one = await open()
  const slow = await open(one.prefix)
  await usable(one.tiles)
  one.tiles.drop({ layer: 'parcels', boxes: [middleOf(13658)] })
  slow.tiles.put(name(13658), await packed('stale'))
  await usable(slow.tiles)
  expect(await slow.tiles.get(name(13658))).toBeDefined()
  expect(await one.tiles.get(name(13658))).toBeUndefined()
})

test('a cache reads from the store, and writes to it', async () => {
  const one = await open()
  const other = await open(one.prefix)
  await usable(one.tiles)
  const caches = [one, other].map(
    ({ tiles }) => new TileCache({ maxBytes: 100_000, concurrency: 1, shared: tiles }),
  )
  const make = vi.fn(async () => Buffer.from('made once'))
  await caches[0]?.get(name(13658), make)
  await soon(async () => expect(await other.tiles.get(name(13658))).toBeDefined())
  expect((await caches[1]?.get(name(13658), make))?.body.toString()).toBe('made once')
  expect(make).toHaveBeenCalledTimes(1)
})

test('works without the store, and reads nothing old after its return', async () => {
  const { tiles, states } = await open()
  tiles.put(name(13658), await packed('before'))
  const cache = new TileCache({ maxBytes: 100_000, concurrency: 1, shared: tiles })
  await valkey.pause()
  const made = await cache.get(name(1), async () => Buffer.from('without it'))
  expect(made.body.toString()).toBe('without it')
  await soon(() => expect(states).toEqual(['lost']))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(states).toEqual(['lost'])
  await valkey.resume()
  await soon(() => expect(states).toEqual(['lost', 'back']))
  await usable(tiles)
  expect(await tiles.get(name(13658))).toBeUndefined()
})

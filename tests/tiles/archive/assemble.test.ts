import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { tileIdToZxy, zxyToTileId } from 'pmtiles'
import { afterAll, expect, test } from 'vitest'
import { createRandom } from '../../../geodata/sample/random.ts'
import { assembleArchive, type SourcedTile } from '../../../tiles/archive/assemble.ts'
import { tileDigest } from '../../../tiles/archive/journal.ts'
import { readArchive } from './read-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'some.pmtiles')

const description = {
  type: 'mvt',
  bounds: [119.5, 30.1, 120.5, 30.4],
  metadata: { vector_layers: [] },
} as const

/** Writes an archive of these bodies, by tile id, from a file with them in the given order. */
async function write(bodies: ReadonlyMap<number, string>) {
  const source = await open(join(folder, 'source'), 'w+')
  try {
    const tiles: SourcedTile[] = []
    let offset = 0
    for (const [tileId, text] of bodies) {
      const body = text === '' ? Buffer.alloc(0) : gzipSync(text)
      await source.write(body)
      tiles.push({
        tileId,
        offset,
        length: body.length,
        digest: tileDigest(body).toString('latin1'),
        file: source,
      })
      offset += body.length
    }
    return await assembleArchive(path, tiles, description)
  } finally {
    await source.close()
  }
}

const addresses = fc.uniqueArray(fc.integer({ min: 0, max: zxyToTileId(12, 0, 0) * 4 }), {
  minLength: 1,
  maxLength: 200,
})

test('a reader finds every tile, equal ones are stored once, and bytes are in the order of tiles', async () => {
  await fc.assert(
    fc.asyncProperty(
      addresses,
      fc.array(fc.constantFrom('', 'a', 'b', 'c'), { minLength: 200 }),
      async (ids, texts) => {
        const bodies = new Map(ids.map((id, i) => [id, texts[i] ?? 'd']))
        const held = [...bodies].filter(([, text]) => text !== '')
        fc.pre(held.length > 0)
        const summary = await write(bodies)
        const { header, entries, tiles, bytes } = await readArchive(path)
        const wanted = new Map(held.map(([id, text]) => [tileIdToZxy(id).join('/'), text]))
        expect(new Map([...tiles].map(([address, body]) => [address, body.toString()]))).toEqual(wanted)
        expect(summary).toEqual({
          tiles: held.length,
          contents: new Set(wanted.values()).size,
          bytes: bytes.length,
        })
        expect(statSync(path).size).toBe(header.tileDataOffset + (header.tileDataLength ?? 0))
        const zooms = held.map(([id]) => tileIdToZxy(id)[0])
        expect([header.minZoom, header.maxZoom]).toEqual([Math.min(...zooms), Math.max(...zooms)])
        // What `pmtiles verify` also checks: bounds with an area, and an initial view within the zooms.
        expect(header.minLon).toBeLessThan(header.maxLon)
        expect(header.minLat).toBeLessThan(header.maxLat)
        expect(header.centerZoom).toBe(header.minZoom)
        expect([header.numAddressedTiles, header.numTileEntries]).toEqual([held.length, entries.length])
        let end = 0
        for (const { offset, length } of entries) {
          expect(offset).toBeLessThanOrEqual(end)
          end = Math.max(end, offset + length)
        }
        expect(entries[0]?.offset).toBe(0)
      },
    ),
    { numRuns: 60 },
  )
})

test('consecutive tiles with the same bytes are one run', async () => {
  await write(
    new Map([
      [7, 'same'],
      [5, 'same'],
      [6, 'same'],
      [8, 'other'],
      [9, 'same'],
    ]),
  )
  const { entries } = await readArchive(path)
  expect(entries.map(({ tileId, runLength }) => [tileId, runLength])).toEqual([
    [5, 3],
    [8, 1],
    [9, 1],
  ])
})

test('a large directory has leaves, and the root is within the first 16 KiB', async () => {
  const first = zxyToTileId(12, 0, 0)
  const random = createRandom('directory')
  const bodies = new Map<number, string>()
  // Lengths and gaps that do not compress well.
  for (let i = 0, id = first; i < 30_000; i++, id += 1 + Math.floor(random.next() * 50)) {
    bodies.set(
      id,
      Array.from({ length: 1 + Math.floor(random.next() * 40) }, () => random.next().toString(36)).join(),
    )
  }
  await write(bodies)
  const { header, tiles, leafDirectories } = await readArchive(path)
  expect(leafDirectories).toBeGreaterThan(1)
  expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
  expect(tiles.size).toBe(30_000)
  for (const [id, text] of bodies) expect(tiles.get(tileIdToZxy(id).join('/'))?.toString()).toBe(text)
})

test('the header follows the tiles with content, not the options', async () => {
  const lakeside = zxyToTileId(12, 3410, 1686)
  // The tile of zoom 9 contains that of zoom 12; the one beside it contains none.
  const ids = [zxyToTileId(9, 426, 210), lakeside, zxyToTileId(9, 427, 210)]
  await write(new Map([...ids.map((id) => [id, 'x'] as const), [zxyToTileId(14, 0, 0), '']]))
  const { header } = await readArchive(path)
  expect([header.minZoom, header.maxZoom, header.centerZoom]).toEqual([9, 12, 9])
  expect([header.minLon, header.maxLon]).toEqual([expect.closeTo(119.707, 3), 120.5])
  // In the north the rows end before their tile does, in the south the tile before the rows.
  expect([header.minLat, header.maxLat]).toEqual([expect.closeTo(30.145, 3), 30.4])
})

test('the header says what the archive is', async () => {
  await write(new Map([[0, 'world']]))
  const { header } = await readArchive(path)
  expect(header).toMatchObject({
    specVersion: 3,
    clustered: true,
    internalCompression: 2,
    tileCompression: 2,
    tileType: 1,
    minZoom: 0,
    maxZoom: 0,
    minLon: 119.5,
    minLat: 30.1,
    maxLon: 120.5,
    maxLat: 30.4,
    centerLon: 120,
    centerLat: 30.25,
  })
})

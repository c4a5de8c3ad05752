import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ImportError } from '../../../../geodata/import/error.ts'
import { NodeStore } from '../../../../geodata/import/osm/node-store.ts'
import { Skipped } from '../../../../geodata/import/skipped.ts'
import { extractFile, rowNames, skipNames } from './extract-file.ts'
import { PbfFile } from './write-pbf.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-osm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Writes a square lake with an island, an incomplete forest, a road, a tea house; one square is a degree
 * wide.
 */
function writeVillage(path: string): void {
  const file = new PbfFile(path)
  const corners = (id: number, x: number, y: number, size: number) =>
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ].map(([dx = 0, dy = 0], i) => ({
      id: id + i,
      at: [x + dx * size, y + dy * size] as const,
    }))
  file.nodes([
    ...corners(1, 120, 30, 0.01),
    ...corners(11, 120.004, 30.004, 0.002),
    {
      id: 20,
      at: [120.02, 30.02],
      tags: { amenity: 'teahouse', name: '茶馆', constructor: 'x', __proto__x: 'y' },
    },
    { id: 21, at: [120.03, 30.02], tags: { highway: 'constructor', amenity: 'toString' } },
  ])
  file.ways([
    { id: 1, refs: [1, 2, 3] },
    { id: 2, refs: [1, 4, 3] },
    { id: 3, refs: [11, 12, 13, 14, 11] },
    { id: 4, refs: [1, 20], tags: { highway: 'footway', name: '湖边路', oneway: '-1' } },
    { id: 5, refs: [1, 999], tags: { highway: 'footway' } },
    { id: 6, refs: [1, 2], tags: { highway: 'proposed' } },
    { id: 7, refs: [1, 2, 3], tags: { building: 'yes' } },
    { id: 8, refs: [11, 12, 13, 14, 11], tags: { building: 'apartments', 'building:levels': '6' } },
  ])
  const way = (ref: number, role: string) => ({ kind: 'way' as const, ref, role })
  file.relations([
    {
      id: 1,
      members: [way(1, 'outer'), way(2, 'outer'), way(3, 'inner')],
      tags: { type: 'multipolygon', natural: 'water', water: 'lake', name: '方湖' },
    },
    {
      id: 2,
      members: [way(1, 'outer'), way(77, 'outer')],
      tags: { type: 'multipolygon', landuse: 'forest' },
    },
    { id: 3, members: [way(1, 'outer')], tags: { type: 'multipolygon', landuse: 'grass' } },
  ])
  file.close()
}

describe('extractOsm', () => {
  it('assembles areas, maps tags, and says what it leaves out and why', async () => {
    const path = join(folder, 'village.osm.pbf')
    writeVillage(path)
    const skipped = new Skipped()
    const features = await extractFile(path, skipped)
    expect(rowNames(features)).toEqual([
      'buildings way/8',
      'facilities node/20',
      'roads way/4',
      'water relation/1',
    ])
    const building = features.find(({ layer }) => layer === 'buildings')?.properties
    expect(building).toMatchObject({ kind: 'residential', levels: 6, height_m: 18, height_source: 'levels' })
    // Drawn against its one-way direction, so it is reversed.
    const road = features.find(({ layer }) => layer === 'roads')
    expect(road?.properties).toMatchObject({ class: 'footway', oneway: true, name: '湖边路' })
    const firstX = Buffer.from(road?.geometry ?? '', 'hex').readDoubleLE(13)
    expect(firstX).toBeCloseTo(120.02, 7)
    expect(skipNames(skipped)).toEqual([
      'buildings not_closed way/7',
      'land_cover missing_members relation/2',
      'land_cover open_rings relation/3',
      'roads missing_nodes way/5',
      'roads unbuilt way/6',
    ])
  })

  it('stops at a file that is cut short, wherever it is cut', async () => {
    const whole = join(folder, 'whole.osm.pbf')
    writeVillage(whole)
    const { length } = readFileSync(whole)
    for (const bytes of [3, 10, 40, Math.floor(length / 2), length - 1]) {
      const cutFile = join(folder, 'cut.osm.pbf')
      copyFileSync(whole, cutFile)
      truncateSync(cutFile, bytes)
      await expect(extractFile(cutFile), `${bytes} bytes`).rejects.toBeInstanceOf(ImportError)
    }
  })

  it('survives any damaged byte: an import error or a reading, nothing else', async () => {
    const whole = join(folder, 'whole2.osm.pbf')
    writeVillage(whole)
    const bytes = readFileSync(whole)
    const path = join(folder, 'damaged.osm.pbf')
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const damaged = Buffer.from(bytes)
        damaged[index] = (damaged[index] ?? 0) ^ change
        writeFileSync(path, damaged)
        const outcome = await extractFile(path).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof ImportError).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('refuses what is no OSM PBF, needs unknown features or is not sorted, with a sentence', async () => {
    const text = join(folder, 'text.osm.pbf')
    writeFileSync(text, '<osm version="0.6"></osm>')
    await expect(extractFile(text)).rejects.toThrow(/not a complete OSM PBF/)
    const history = join(folder, 'history.osm.pbf')
    new PbfFile(history, ['OsmSchema-V0.6', 'HistoricalInformation']).close()
    await expect(extractFile(history)).rejects.toThrow(/osmium time-filter/)
    const unsorted = join(folder, 'unsorted.osm.pbf')
    const file = new PbfFile(unsorted)
    file.nodes([
      { id: 5, at: [120, 30] },
      { id: 4, at: [120, 30] },
    ])
    file.close()
    await expect(extractFile(unsorted)).rejects.toThrow(/osmium sort/)
  })
})

describe('NodeStore', () => {
  it('returns every position to seven decimals, and nothing else', () => {
    const step = fc.record({
      id: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 40 })),
      longitude: fc.integer({ min: -1.8e9, max: 1.8e9 }),
      latitude: fc.integer({ min: -9e8, max: 9e8 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 900 }), (steps) => {
        const store = new NodeStore()
        const known = new Map<number, readonly [number, number]>()
        // In the order of osmium: negative ids by absolute value, then positive ones.
        for (const sign of [-1, 1]) {
          let size = 0
          for (const { id: gap, longitude, latitude } of steps) {
            size += gap
            known.set(sign * size, [longitude / 1e7, latitude / 1e7])
            store.add(sign * size, longitude / 1e7, latitude / 1e7)
          }
        }
        for (const [key, position] of known) {
          expect(store.get(key)).toEqual(position)
          if (!known.has(key + 1)) expect(store.get(key + 1)).toBeUndefined()
        }
        expect(store.get(0)).toBeUndefined()
      }),
      { numRuns: 40 },
    )
  })
})

/** What an import repairs, closes, measures and leaves out, and how it reports that. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as polyclip from 'polyclip-ts'
import { afterAll, expect, it } from 'vitest'
import { multiPolygonEwkb } from '../../../../geodata/import/ewkb.ts'
import type { StagedFeature } from '../../../../geodata/import/feature.ts'
import { storeFeatures } from '../../../../geodata/import/load/store.ts'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { RowReport } from '../../../../geodata/import/row-report.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { importFile } from '../../../environment/shared-gdal.ts'
import { box, degrees, type Polygon, type Ring, ring, writePlaneGeojson } from './plane.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-repair-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const square = box(0, 0, 100, 100)
const closedTo = (x: number) => [...square.slice(0, -1), [x, 0] as const]

/** Name, parts, area claimed by the rings, correct area, reasons. All in m². */
const broken: readonly (readonly [string, readonly Polygon[], number, number, readonly string[]])[] = [
  ['overlapping parts', [[square], [box(50, 0, 150, 100)]], 20_000, 15_000, ['parts_overlap']],
  [
    'three overlapping parts',
    [[square], [box(50, 0, 150, 100)], [box(20, 20, 120, 120)]],
    30_000,
    17_000,
    ['parts_overlap'],
  ],
  ['the same part twice', [[square], [square]], 20_000, 10_000, ['parts_overlap']],
  ['a part in another', [[square], [box(20, 20, 40, 40)]], 10_400, 10_000, ['parts_overlap']],
  ['parts with a common edge', [[square], [box(100, 0, 200, 100)]], 20_000, 20_000, ['touching']],
  ['a hole that sticks out', [[square, box(80, 20, 120, 60)]], 8_400, 9_200, ['hole_sticks_out']],
  ['a hole outside', [[square, box(200, 20, 240, 60)]], 8_400, 10_000, ['hole_sticks_out']],
  [
    'overlapping holes',
    [[square, box(20, 20, 60, 60), box(40, 40, 80, 80)]],
    6_800,
    7_200,
    ['holes_overlap'],
  ],
  ['a hole in a hole', [[square, box(20, 20, 60, 60), box(30, 30, 40, 40)]], 8_300, 8_400, ['holes_overlap']],
  [
    'a part that overlaps the edge of a hole',
    [[square, box(20, 20, 60, 60)], [box(30, 30, 70, 50)]],
    9_200,
    9_000,
    ['parts_overlap'],
  ],
  ['a bow-tie', [[ring([0, 0], [100, 100], [100, 0], [0, 100])]], 0, 5_000, ['ring_crosses']],
  [
    'a hole that is a bow-tie',
    [[square, ring([20, 20], [60, 60], [60, 20], [20, 60])]],
    10_000,
    9_200,
    ['ring_crosses'],
  ],
  ['a ring that runs twice', [[[...square, ...square.slice(1)]]], 20_000, 10_000, ['ring_crosses']],
  [
    'a spike',
    [[ring([0, 0], [100, 0], [100, 50], [150, 50], [100, 50], [100, 100], [0, 100])]],
    10_000,
    10_000,
    ['ring_crosses'],
  ],
]
const sound: readonly (readonly [string, readonly Polygon[], number])[] = [
  ['repeated points', [[[...square.slice(0, 2), ...square.slice(1)]]], 10_000],
  ['clockwise', [[[...square].reverse()]], 10_000],
  ['a part in the hole of another', [[square, box(20, 20, 60, 60)], [box(30, 30, 40, 40)]], 8_500],
]

const parcel = (code: string, more: object = {}) => ({
  ...{ parcel_code: code, land_use: '0701', state: 'built', tenure: 'G' },
  ...more,
})
const feature = (code: string, coordinates: unknown, type = 'MultiPolygon', more: object = {}) => ({
  properties: parcel(code, more),
  type,
  coordinates,
})

describeOnDatabase('repairs', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file: at(file), as: 'parcels', source: 'repairs', ...request })
  const areas = async (source = 'repairs') => {
    const { rows } = await db().query<{ source_id: string; area_m2: number; valid: boolean }>(
      'select source_id, area_m2, ST_IsValid(geom) as valid from parcels where source = $1',
      [source],
    )
    return new Map(rows.map((row) => [row.source_id, row]))
  }

  it('gives areas the ground that their parts cover, and reports each', { timeout: 60_000 }, async () => {
    writePlaneGeojson(
      at('broken.geojson'),
      [...broken, ...sound].map(([name, parts]) => feature(name, parts)),
    )
    const report = await run('broken.geojson')
    const stored = await areas()
    for (const [name, , right] of sound) expect(stored.get(name)?.area_m2, name).toBeCloseTo(right, 0)
    const listed = report.repairs.flatMap(({ reasons, rows }) => rows.map((row) => ({ ...row, reasons })))
    expect(listed.map(({ id }) => id).sort()).toEqual(broken.map(([name]) => name).sort())
    for (const [name, , claimed, right, reasons] of broken) {
      const row = listed.find(({ id }) => id === name)
      expect(stored.get(name), name).toMatchObject({ valid: true, area_m2: expect.closeTo(right, 0) })
      expect(row, name).toMatchObject({
        reasons,
        before: expect.closeTo(claimed, 0),
        after: expect.closeTo(right, 0),
        at: [expect.closeTo(119.72, 1), expect.closeTo(30.23, 1)],
      })
    }
    expect(report.skipped).toEqual([])
    const { rows } = await db().query("select repairs from imports where source = 'repairs'")
    expect(rows[0]?.repairs).toHaveLength(report.repairs.length)
    expect(rows[0]?.repairs[0]).toMatchObject({ text: { zh: expect.any(String), en: expect.any(String) } })
  })

  it('closes gaps of a millimetre, and reports what it leaves out', { timeout: 60_000 }, async () => {
    writePlaneGeojson(at('rings.geojson'), [
      feature('0.9 mm', [closedTo(0.0009)], 'Polygon'),
      feature('0.9 mm in a hole', [square, [...box(20, 20, 60, 60).slice(0, -1), [20.0009, 20]]], 'Polygon'),
      feature('a closed line', square, 'LineString'),
      feature('a line that misses by 0.9 mm', closedTo(0.0009), 'LineString'),
      feature('5 mm', [closedTo(0.005)], 'Polygon'),
      feature('without an end', [square.slice(0, -1)], 'Polygon'),
      feature('a line that misses by 10 cm', closedTo(0.1), 'LineString'),
      feature('flat', [ring([0, 0], [100, 0], [50, 0])], 'Polygon'),
      feature('all hole', [square, square], 'Polygon'),
      feature('no line', square.slice(0, 3), 'LineString'),
    ])
    const report = await run('rings.geojson')
    const stored = await areas()
    const right = {
      '0.9 mm': 10_000,
      '0.9 mm in a hole': 8_400,
      'a closed line': 10_000,
      'a line that misses by 0.9 mm': 10_000,
    }
    expect([...stored.keys()].sort()).toEqual(Object.keys(right).sort())
    for (const [name, area] of Object.entries(right))
      expect(stored.get(name)?.area_m2, name).toBeCloseTo(area, 0)
    const ids = (items: readonly { readonly ids: readonly string[] }[]) =>
      items.flatMap((item) => item.ids).sort()
    const withReason = (reason: string) => ids(report.skipped.filter((skip) => skip.reason === reason))
    expect(withReason('open_rings')).toEqual(['5 mm', 'a line that misses by 10 cm', 'without an end'])
    expect(withReason('no_area')).toEqual(['all hole', 'flat'])
    expect(withReason('wrong_geometry')).toEqual(['no line'])
    const said = new Map(
      report.repairs.flatMap(({ reasons, rows }) => rows.map(({ id }) => [id, reasons] as const)),
    )
    expect(said.get('0.9 mm')).toEqual(['closed'])
    expect(said.get('a closed line')).toEqual(['area_of_line'])
    expect(said.get('a line that misses by 0.9 mm')).toEqual(['closed', 'area_of_line'])
  })

  it('measures areas itself, and reports different figures of the file', { timeout: 60_000 }, async () => {
    const written = { mu: 15, right: 10_000, rounded: 10_050, mercator: 13_390 }
    const file = (figures: Readonly<Record<string, number>>) =>
      writePlaneGeojson(
        at('areas.geojson'),
        Object.entries(figures).map(([code, area]) => feature(code, [square], 'Polygon', { 宗地面积: area })),
      )
    file(written)
    const report = await run('areas.geojson', { source: 'areas' })
    for (const row of (await areas('areas')).values()) expect(row.area_m2).toBeCloseTo(10_000, 0)
    expect(report.differences).toMatchObject([{ layer: 'parcels', column: 'area_m2', count: 2, compared: 4 }])
    expect(report.differences[0]?.rows).toEqual([
      { id: 'mu', written: 15, measured: expect.closeTo(10_000, 0) },
      { id: 'mercator', written: 13_390, measured: expect.closeTo(10_000, 0) },
    ])
    const { rows } = await db().query("select differences from imports where source = 'areas'")
    expect(rows[0]?.differences).toEqual(report.differences)
  })

  it('reports parcels whose lower limit is above the upper one', { timeout: 60_000 }, async () => {
    writePlaneGeojson(at('limits.geojson'), [
      feature('bad', [square], 'Polygon', { 容积率下限: 1, 容积率上限: 0.8 }),
      feature('good', [box(200, 0, 300, 100)], 'Polygon', { 容积率下限: 0.8, 容积率上限: 1 }),
    ])
    const { lines } = await run('limits.geojson', { source: 'limits' })
    const warning = lines.find(({ zh }) => zh.includes('下限大于上限'))
    expect(warning?.zh).toContain('1 个地块')
    expect(warning?.en).toMatch(/above the upper one.*: bad$/)
  })

  it('keeps a row with an unreadable figure', { timeout: 60_000 }, async () => {
    writePlaneGeojson(at('words.geojson'), [feature('words', [square], 'Polygon', { 宗地面积: '15亩' })])
    const report = await run('words.geojson', { source: 'words' })
    expect((await areas('words')).get('words')?.area_m2).toBeCloseTo(10_000, 0)
    expect(report.skipped).toMatchObject([{ reason: 'no_figure', detail: '宗地面积 = 15亩', ids: ['1'] }])
  })

  it('keeps existing rows if nothing was read', { timeout: 60_000 }, async () => {
    writePlaneGeojson(at('kept.geojson'), [feature('kept', [square], 'Polygon')])
    await run('kept.geojson', { source: 'kept' })
    await expect(
      run('kept.geojson', { source: 'kept', where: "parcel_code = 'none'" }),
    ).rejects.toMatchObject({
      name: 'ImportError',
    })
    const empty = async function* (): AsyncGenerator<StagedFeature> {}
    const identity = { source: { name: 'kept', licence: '', synthetic: true }, kind: 'parcels', file: 'none' }
    await expect(
      db().transaction((client) => storeFeatures(client, identity, ['parcels'], empty(), new RowReport())),
    ).rejects.toThrow(/No feature was read. Nothing was changed/)
    expect([...(await areas('kept')).keys()]).toEqual(['kept'])
  })

  it('covers the same area as an independent library', { timeout: 120_000 }, async () => {
    const identity = {
      source: { name: 'random', licence: '', synthetic: true },
      kind: 'parcels',
      file: 'random',
    }
    await fc.assert(
      fc.asyncProperty(fc.array(randomParts, { minLength: 8, maxLength: 8 }), async (shapes) => {
        const staged = async function* (): AsyncGenerator<StagedFeature> {
          for (const [i, parts] of shapes.entries()) {
            const geometry = multiPolygonEwkb(
              parts.map((rings) => rings.map((points) => points.map(degrees))),
            )
            yield { layer: 'parcels', sourceId: String(i), properties: parcel(String(i)), geometry }
          }
        }
        const report = new RowReport()
        await db().transaction((client) => storeFeatures(client, identity, ['parcels'], staged(), report))
        const stored = await areas('random')
        const emptied = new Set(report.skipped.list().flatMap(({ ids }) => ids))
        for (const [i, parts] of shapes.entries()) {
          const right = coveredArea(parts)
          if (emptied.has(String(i))) expect(right).toBeLessThan(0.01)
          else expect(stored.get(String(i))).toMatchObject({ valid: true, area_m2: expect.closeTo(right, 0) })
        }
      }),
      { numRuns: db().kind === 'postgis' ? 12 : 4, seed: 20 },
    )
  })

  const caseFile = 'cases/import/09-overlapping-parts.geojson'
  it.skipIf(lacksShared(caseFile))(
    'unites and cuts the case of overlapping parts',
    { timeout: 60_000 },
    async () => {
      const file = sharedCase('import/09-overlapping-parts.geojson')
      const report = await importFile(db(), { file, as: 'parcels', source: 'case 9' })
      const stored = await areas('case 9')
      expect(stored.get('330112001001GB00001')?.area_m2).toBeCloseTo(15_000, 0)
      expect(stored.get('330112001001GB00002')?.area_m2).toBeCloseTo(9_200, 0)
      expect(report.repairs.map(({ count }) => count)).toEqual([1, 1])
    },
  )

  const muFile = 'cases/import/10-area-in-mu.geojson'
  it.skipIf(lacksShared(muFile))('measures the case in 亩', { timeout: 60_000 }, async () => {
    const file = sharedCase('import/10-area-in-mu.geojson')
    const report = await importFile(db(), { file, as: 'parcels', source: 'case 10' })
    expect((await areas('case 10')).get('330112001001GB00001')?.area_m2).toBeCloseTo(10_000, 0)
    expect(report.differences).toMatchObject([{ count: 1, rows: [{ written: 15 }] }])
  })
})

/** A rectangle or a triangle on a grid of 10 m, so that edges often meet and cross. */
const cell = fc.integer({ min: 0, max: 12 }).map((n) => n * 10)
const randomRing: fc.Arbitrary<Ring> = fc.oneof(
  fc.tuple(cell, cell, cell, cell).map(([x, y, w, h]) => box(x, y, x + w + 10, y + h + 10)),
  fc.tuple(cell, cell, cell, cell).map(([x, y, w, h]) => ring([x, y], [x + w + 10, y], [x, y + h + 10])),
)
const randomParts = fc.array(fc.array(randomRing, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
})

/** Returns the area of all parts minus their holes in m², by the Martinez–Rueda algorithm of polyclip-ts. */
function coveredArea(parts: readonly Polygon[]): number {
  const geometry = (points: Ring) => [points.map(([x, y]) => [x, y] as [number, number])]
  const covered = parts.map(([shell = [], ...holes]) =>
    polyclip.difference(geometry(shell), ...holes.map(geometry)),
  )
  const [first = [], ...others] = covered
  return polyclip
    .union(first, ...others)
    .flatMap((rings) => rings.map((points, i) => (i === 0 ? 1 : -1) * Math.abs(shoelace(points))))
    .reduce((sum, area) => sum + area, 0)
}

function shoelace(points: readonly (readonly [number, number])[]): number {
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] ?? [x, y]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

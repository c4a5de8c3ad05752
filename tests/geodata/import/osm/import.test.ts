/** The real extract of West Lake and Xixi, and a small one that is imported repeatedly. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import type { ImportReport } from '../../../../geodata/import/import.ts'
import { runImport } from '../../../../geodata/import/import.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import { describeOnBoth, describeOnDatabase } from '../../../environment/databases.ts'
import { sharedData } from '../../../environment/shared-data.ts'
import { village } from './village.ts'

const file = () => sharedData('osm/westlake_10km.osm.pbf')
/** The box of the counts in SOURCES.md. */
const box = 'ST_MakeEnvelope(120.03, 30.20, 120.13, 30.29, 4326)'

function asking(db: () => Database) {
  const one = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await db().query<Row>(sql, values)).rows[0] as Row
  const count = async (table: string, where = 'true') =>
    Number((await one<{ n: string }>(`select count(*) as n from ${table} where ${where}`)).n)
  return { one, count }
}

describeOnDatabase(
  { name: 'import of the real extract', needs: ['data/osm/westlake_10km.osm.pbf'] },
  (db) => {
    let first: ImportReport
    const { one, count } = asking(db)

    it('fills every layer, and tells what it left out with ids', { timeout: 120_000 }, async () => {
      const heard: string[] = []
      const stop = await db().listen('tiles', (payload) => heard.push(payload))
      const steps = new Set<string>()
      first = await runImport(db(), { file: file(), as: 'osm', onProgress: ({ zh }) => steps.add(zh) })
      expect(steps).toContain('读取 OSM 文件')
      expect(first.counts).toMatchObject({ roads: 19543, buildings: 20015, greenways: 18 })
      const incomplete = first.skipped.filter(({ reason }) => reason === 'missing_members')
      expect(incomplete.find(({ layer }) => layer === 'water')?.ids).toContain('relation/8227206')
      const stored = await one<{ source: string; counts: { roads: number }; skipped: { ids: string[] }[] }>(
        'select source, counts, skipped from imports',
      )
      expect(stored.source).toBe('osm:westlake_10km')
      expect(stored.counts.roads).toBe(19543)
      expect(stored.skipped.flatMap(({ ids }) => ids)).toContain('relation/8227206')
      // One notification per layer, for any number of rows.
      const told = () => heard.map((payload): unknown => JSON.parse(payload))
      const layers = [...Object.keys(first.counts).filter((id) => findLayer(id)), 'places']
      const whole = [...new Set(layers)].map((layer) => ({ layer, boxes: null }))
      await expect.poll(() => told().length).toBe(whole.length)
      expect(told()).toEqual(expect.arrayContaining(whole))
      await stop()
    })

    it('has what SOURCES.md counts in its box', async () => {
      const near = (value: number, expected: number, share: number) => {
        expect(value).toBeGreaterThan(expected * (1 - share))
        expect(value).toBeLessThan(expected * (1 + share))
      }
      const inBox = `geom && ${box}`
      near(await count('roads', `${inBox} and class not in ('rail', 'metro')`), 5790, 0.02)
      near(await count('buildings', inBox), 6208, 0.01)
      near(await count('water', inBox), 1275, 0.05)
      expect(await count('facilities', `${inBox} and kind = 'toilet'`)).toBe(73)
      near(await count('facilities', `${inBox} and kind = 'car_park'`), 128, 0.01)
      expect(await count('facilities', `${inBox} and kind = 'bicycle_hire'`)).toBe(165)
      near(await count('facilities', inBox), 1569, 0.06)
    })

    it('makes 西溪谷沿山慢行道 one greenway of 9.3 km in ordered segments', async () => {
      const greenway = await one<{ id: string; length_m: number; surface: string }>(
        "select id, length_m, surface from greenways where name = '西溪谷沿山慢行道'",
      )
      expect(greenway.length_m / 1000).toBeGreaterThan(9.3 * 0.98)
      expect(greenway.length_m / 1000).toBeLessThan(9.3 * 1.02)
      expect(greenway.surface).toBe('asphalt')
      const { rows } = await db().query<{ ordinal: number; length_m: number }>(
        'select ordinal, length_m from greenway_segments where greenway_id = $1 order by ordinal',
        [greenway.id],
      )
      expect(rows.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(rows.reduce((sum, { length_m }) => sum + length_m, 0)).toBeCloseTo(greenway.length_m, 3)
      const names = (await db().query<{ name: string }>('select name from greenways')).rows.map(
        ({ name }) => name,
      )
      for (const name of [
        '沿山河绿道西溪段',
        '西溪湿地健身绿道',
        '西山游步道',
        '老和山游步道',
        '福堤',
        '寿堤',
        '绿堤',
      ]) {
        expect(names).toContain(name)
      }
    })

    it('stores valid geometries only, and honest heights', async () => {
      for (const table of ['water', 'land_cover', 'buildings', 'administrative_areas']) {
        expect(await count(table, 'not ST_IsValid(geom)'), table).toBe(0)
      }
      expect(await count('buildings', "height_source = 'measured'")).toBeGreaterThan(50)
      expect(await count('buildings', "height_source = 'levels' and levels is null")).toBe(0)
      expect(await count('roads', "class <> 'metro' and tags = '{}'")).toBe(0)
    })

    it('finds names by pinyin, a road once though it has many pieces', async () => {
      const place = await one<{ kind: string; pinyin_initials: string }>(
        "select kind, pinyin_initials from places where pinyin = 'xixiguyanshanmanxingdao'",
      )
      expect(place).toEqual({ kind: 'greenway', pinyin_initials: 'xxgysmxd' })
      expect(await count('roads', "name = '文一西路'")).toBeGreaterThan(5)
      expect(await count('places', "name = '文一西路' and kind = 'road'")).toBe(1)
      expect(await count('places', "kind = 'peak' and name = '北高峰'")).toBe(1)
    })
  },
)

describeOnBoth('import of an extract, again', (db) => {
  let folder: string
  let file: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shuangxi-again-'))
    file = join(folder, 'village.osm.pbf')
    writeFileSync(file, village(1))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const { one, count } = asking(db)

  it('replaces and does not double: rows keep their ids, a vanished one goes', {
    timeout: 120_000,
  }, async () => {
    const first = await runImport(db(), { file, as: 'osm' })
    expect(first.counts).toMatchObject({ water: 1, roads: 2, buildings: 1, greenways: 2 })
    const before = await one<{ ids: string }>(
      "select string_agg(id::text, ',' order by source_id) as ids from greenways",
    )
    const places = await count('places')
    await db().query(
      `insert into water (kind, area_m2, source, source_id, licence, synthetic, geom)
       select 'pond', 1, source, 'way/0', licence, synthetic, geom from water limit 1`,
    )
    const again = await runImport(db(), { file, as: 'osm' })
    expect(again.counts).toEqual(first.counts)
    expect(again.lines.find(({ en }) => en.startsWith('Water ('))?.en).toMatch(/ 0 new, 1 updated, 1 deleted/)
    const after = await one<{ ids: string }>(
      "select string_agg(id::text, ',' order by source_id) as ids from greenways",
    )
    expect(after).toEqual(before)
    expect(await count('places')).toBe(places)
  })

  it('leaves the database as it was when it is cancelled or fails', { timeout: 60_000 }, async () => {
    const state = async () => [await count('roads'), await count('places'), await count('imports')]
    const before = await state()
    const abort = new AbortController()
    const cancelled = runImport(db(), {
      file,
      as: 'osm',
      source: 'osm:other',
      signal: abort.signal,
      onProgress: ({ en }) => {
        if (en.startsWith('Storing buildings')) abort.abort()
      },
    })
    await expect(cancelled).rejects.toThrow()
    await expect(runImport(db(), { file, as: 'osm', source: 'sample:x' })).rejects.toThrow(/sample:/)
    expect(await state()).toEqual(before)
  })
})

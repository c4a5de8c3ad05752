import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { describeOnDatabase } from '../environment/databases.ts'
import { areaOf, blocks, lotRing } from './seed/lattice.ts'
import { buildingLines, incidentLines, parcelLines } from './seed/rows.ts'
import { storeBenchmarkRows } from './seed/seed.ts'
import { zipf } from './workload/tiles.ts'

const digest = (lines: Iterable<string>) => {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line)
  return hash.digest('hex').slice(0, 16)
}

test('makes the same rows at every run and on every machine', () => {
  expect(digest(parcelLines(2_000))).toBe('b78844766c2d65b5')
  expect(digest(buildingLines(1_000))).toBe('d2814473d24257c9')
  expect(
    digest(
      incidentLines(1_000, [
        [119.77, 30.24],
        [120.06, 30.26],
      ]),
    ),
  ).toBe('4aa4a5701f161efe')
})

test('makes exactly the requested number of rows', () => {
  expect([...parcelLines(777)]).toHaveLength(777)
  expect(() => [...parcelLines(10_000_000)]).toThrow('lots only')
})

test('gives neighbouring lots the same border points', () => {
  const [block] = blocks()
  if (!block) throw new Error('there are no blocks')
  const points = (u: number, v: number) => new Set(lotRing(block, u, v).map(String))
  const shared = (a: Set<string>, b: Set<string>) => [...a].filter((point) => b.has(point)).length
  expect(lotRing(block, 1, 1)).toHaveLength(19)
  expect(shared(points(1, 1), points(2, 1))).toBe(5)
  expect(shared(points(1, 1), points(1, 2))).toBe(6)
})

test('fills a block with lots without overlaps', () => {
  const [block] = blocks()
  if (!block) throw new Error('there are no blocks')
  const numbers = [0, 1, 2, 3]
  const areas = numbers.flatMap((v) => numbers.map((u) => areaOf(lotRing(block, u, v))))
  expect(Math.min(...areas)).toBeGreaterThan(0)
  const filled = areas.reduce((sum, area) => sum + area, 0) / (4 * block.lot) ** 2
  expect(filled).toBeCloseTo(1, 2)
})

test('Zipf draws the first item far more often than the last, and every item of a short list', () => {
  const drawn = zipf(['a', 'b', 'c', 'd'], 4_000)
  const counts = ['a', 'b', 'c', 'd'].map((item) => drawn.filter((one) => one === item).length)
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect(counts[0]).toBeGreaterThan(3 * (counts[3] ?? 0))
  expect(counts[3]).toBeGreaterThan(0)
})

describeOnDatabase('the benchmark rows', (db) => {
  beforeAll(async () => {
    await db().query(
      `insert into greenways (name, length_m, source, source_id, licence, synthetic, geom)
       values ('g', 1, 't', '1', 't', true, 'SRID=4326;MULTILINESTRING((119.76 30.24,119.78 30.25))')`,
    )
    await storeBenchmarkRows(db(), { parcels: 1_500, buildings: 300, incidents: 400 })
  })

  test('are valid, synthetic and of the expected size', async () => {
    const { rows } = await db().query(
      `select count(*)::int as n, bool_and(synthetic and ST_IsValid(geom)) as sound,
         max(abs(area_m2 / ST_Area(ST_Transform(geom, 4549)) - 1)) < 0.01 as measured
       from parcels`,
    )
    expect(rows[0]).toEqual({ n: 1_500, sound: true, measured: true })
  })

  test('replace existing rows when they are stored again', async () => {
    await storeBenchmarkRows(db(), { parcels: 10, buildings: 5, incidents: 20 })
    const { rows } = await db().query(
      `select (select count(*) from parcels)::int as parcels, (select count(*) from buildings)::int as buildings,
         (select count(*) from incidents)::int as incidents`,
    )
    expect(rows[0]).toEqual({ parcels: 10, buildings: 5, incidents: 20 })
  })
})

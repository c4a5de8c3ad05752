import { readFileSync } from 'node:fs'
import { bearing, distance } from '@turf/turf'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { NearestFacility } from '../../../geodata/model/answers/nearest.ts'
import { dataContext } from '../../../server/context.ts'
import { searchEndpoints } from '../../../server/search/routes.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { serve, type TestServer } from '../serve.ts'

const nearestSql = readFileSync(new URL('../../../server/search/nearest.sql', import.meta.url), 'utf8')

interface Facility {
  readonly id: number
  readonly kind: string
  readonly at: [longitude: number, latitude: number]
}

const kinds = ['toilet', 'bench', 'cafe', 'defibrillator']
/** From a fixed sequence: two towns 40 km apart, some facilities at one place, few defibrillators. */
const facilities: readonly Facility[] = Array.from({ length: 3000 }, (_, n) => ({
  id: n + 1,
  kind: n % 300 === 7 ? 'defibrillator' : (kinds[n % 3] ?? 'toilet'),
  at: [
    (n % 2 === 0 ? 119.7 : 120.05) + ((n * 7919) % 997) / 9970,
    30.2 + ((n * 104_729) % 89) / 890 + (n % 50 === 0 ? 40 : 0),
  ],
}))

/** Returns all of the kinds, measured one by one with turf. */
function bruteForce(at: [number, number], asked: readonly string[], limit: number, within: number) {
  return asked
    .flatMap((kind) =>
      facilities
        .filter((one) => one.kind === kind)
        .map((one) => ({ ...one, metres: distance(at, one.at, { units: 'meters' }) }))
        .filter(({ metres }) => metres <= within)
        .toSorted((a, b) => a.metres - b.metres || a.id - b.id)
        .slice(0, limit),
    )
    .toSorted((a, b) => a.metres - b.metres)
}

describeOnBoth('the nearest facilities', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query(
        `insert into facilities (id, kind, name, source, source_id, licence, synthetic, geom)
         select id, kind, null, 'many', id::text, 'CC0', true, ST_SetSRID(ST_MakePoint(lon, lat), 4326)
         from jsonb_to_recordset($1::text::jsonb) as f (id bigint, kind text, lon float8, lat float8)`,
        [JSON.stringify(facilities.map(({ id, kind, at: [lon, lat] }) => ({ id, kind, lon, lat })))],
      )
    })
    await db().query('analyze facilities')
    server = await serve(searchEndpoints(dataContext(db())))
  })
  afterAll(() => server.close())

  const ask = (query: string) => fetch(`${server.url}/search/nearest?${query}`)
  const near = async (query: string): Promise<readonly NearestFacility[]> => {
    const response = await ask(query)
    expect(response.status).toBe(200)
    return (await response.json()).results
  }

  it('equal those found by measuring every facility, in the same order', async () => {
    const place = fc.tuple(
      fc.double({ min: 119.4, max: 120.4, noNaN: true }),
      fc.oneof(
        fc.double({ min: 30, max: 30.5, noNaN: true }),
        fc.double({ min: 70, max: 70.5, noNaN: true }),
        fc.constant(-30),
      ),
    )
    const asked = fc.uniqueArray(fc.constantFrom(...kinds, 'museum'), { minLength: 1, maxLength: 4 })
    const property = fc.asyncProperty(
      place,
      asked,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(300, 2_000, 20_000, 100_000),
      async ([lon, lat], of, limit, within) => {
        const found = await near(`lon=${lon}&lat=${lat}&kinds=${of}&limit=${limit}&within=${within}`)
        const expected = bruteForce([lon, lat], of, limit, within)
        expect(found.length).toBe(expected.length)
        for (const [index, one] of found.entries()) {
          // Facilities at one place are ordered by id within a kind.
          expect(one.distance_m).toBeCloseTo(expected[index]?.metres ?? -1, 0)
        }
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)))
      },
    )
    await fc.assert(property, { numRuns: 60 })
  }, 60_000)

  it('have their direction', async () => {
    const [one] = await near('lon=119.75&lat=30.25&kinds=defibrillator&limit=1&within=100000')
    const turned = bearing([119.75, 30.25], [one?.lon ?? 0, one?.lat ?? 0])
    expect(one?.bearing).toBeCloseTo((turned + 360) % 360, 0)
    const [first] = facilities
    const [here] = await near(`lon=${first?.at[0]}&lat=${first?.at[1]}&kinds=${first?.kind}&limit=1`)
    expect(here).toMatchObject({ id: 1, distance_m: 0, bearing: null })
  })

  it('use the index of kinds and places, also for public readers', async () => {
    for (const asker of [db(), db().as(publicViewer)]) {
      const { rows } = await asker.query({
        text: `explain (costs off) ${nearestSql}`,
        values: [119.77, 30.24, ['toilet', 'defibrillator'], 5, 20_000],
      })
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan).toMatch(/Index Scan using facilities_kind_place[\s\S]*Order By: \(geom_3857 <->/)
      expect(plan).toMatch(/Index Cond: \(\(kind = [^)]*\) AND \(geom_3857 &&/)
      expect(plan).not.toContain('Seq Scan')
    }
  })

  it.each([
    ['lat=30.2&kinds=toilet', 'lon'],
    ['lon=119.7&kinds=toilet', 'lat'],
    ['lon=119.7&lat=86&kinds=toilet', 'lat'],
    ['lon=x&lat=30&kinds=toilet', 'lon'],
    ['lon=119.7&lat=30.2', 'kinds'],
    ['lon=119.7&lat=30.2&kinds=', 'kinds'],
    ['lon=119.7&lat=30.2&kinds=toilet,castle', 'kinds'],
    ['lon=119.7&lat=30.2&kinds=toilet&limit=0', 'limit'],
    ['lon=119.7&lat=30.2&kinds=toilet&within=200000', 'within'],
    ['lon=119.7&lat=30.2&kinds=toilet&within=0', 'within'],
    ['lon=119.7&lat=30.2&kinds=toilet&wihtin=5', 'wihtin'],
  ])('%s is refused by the name of %s', async (query, name) => {
    const response = await ask(query)
    expect(response.status).toBe(400)
    const { details } = await response.json()
    expect(details.zh).toContain(name)
    expect(details.en).toContain(name)
  })

  it('are at most 50 of a kind, and each kind once', async () => {
    expect(await near('lon=119.7&lat=30.2&kinds=toilet,toilet&limit=9999&within=100000')).toHaveLength(50)
  })
})

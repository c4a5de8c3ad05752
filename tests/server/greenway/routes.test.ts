import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { dataContext } from '../../../server/context.ts'
import { healthEndpoints } from '../../../server/greenway/health/routes.ts'
import { greenwayEndpoints } from '../../../server/greenway/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'
import { declareHealthTests } from './health.ts'
import { declarePageTests } from './pages.ts'

describeOnDatabase('greenway', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    const data = dataContext(db())
    const keeper = new NetworkKeeper(data.databaseAs(publicViewer), (error) => {
      throw error
    })
    server = await serve([...greenwayEndpoints(data), ...healthEndpoints(data, keeper)])
  })
  afterAll(() => server.close())

  const read = async (fid: string) => (await fetch(`${server.url}/greenway/greenways/${fid}`)).json()

  it('returns length, surfaces and facilities within 100 m', async () => {
    expect(await read('1')).toMatchObject({
      id: 1,
      name: '青山湖环湖绿道',
      length_m: 1000,
      loop: false,
      operator: '临安区',
      segments: 2,
      surfaces: [
        { surface: 'asphalt', length_m: 600 },
        { surface: 'boardwalk', length_m: 400 },
      ],
      // The toilet at 101 m is left out, the one at 99 m is not.
      facilities: [
        { kind: 'toilet', count: 2 },
        { kind: 'shelter', count: 1 },
      ],
      elevation: null,
      licence: 'CC0',
      synthetic: true,
    })
  })

  it('lists exactly the facilities that it counts, in order along the greenway', async () => {
    const { facilities: counts } = await read('1')
    for (const { kind, count } of counts) {
      const response = await fetch(`${server.url}/greenway/greenways/1/facilities?kind=${kind}`)
      const { greenway, facilities } = await response.json()
      expect(greenway).toEqual({ id: 1, name: '青山湖环湖绿道', name_en: 'Qingshan Lake loop greenway' })
      expect(facilities).toHaveLength(count)
    }
    const response = await fetch(`${server.url}/greenway/greenways/1/facilities?kind=toilet`)
    const { facilities } = await response.json()
    expect(facilities.map(({ name }: { name: string }) => name)).toEqual(['公厕一', '公厕二'])
    expect(facilities[0].along_m).toBeCloseTo(100, 0)
    expect(facilities[1].along_m).toBeCloseTo(200, 0)
    const none = await fetch(`${server.url}/greenway/greenways/1/facilities?kind=museum`)
    expect((await none.json()).facilities).toEqual([])
  })

  it.each([
    ['999', 'toilet', 404],
    ['1', 'castle', 400],
    ['1', '', 400],
  ])('answers for facilities of %j of kind %j: %d', async (fid, kind, status) => {
    const response = await fetch(`${server.url}/greenway/greenways/${fid}/facilities?kind=${kind}`)
    expect(response.status).toBe(status)
  })

  it('computes the climb from the terrain store', async () => {
    // A plane that rises by 50 m from the west end of the greenway (119.77144) to its east end (119.78183).
    const slope = (longitude: number) => 20 + (50 * (longitude - 119.77144)) / 0.01039
    await db().transaction((client) =>
      storeTerrain(
        client,
        {
          name: 'fixture',
          licence: 'CC0',
          synthetic: true,
          priority: 1,
          bounds: [119.76, 30.23, 119.79, 30.25],
          maxzoom: 13,
        },
        (longitude) => slope(longitude),
      ),
    )
    const { elevation } = await read('1')
    expect(elevation.min_m).toBeCloseTo(20, 0)
    expect(elevation.max_m).toBeCloseTo(70, 0)
    // The two segments meet: the rise between their ends is counted almost completely.
    expect(elevation.climb_m).toBeGreaterThan(49)
    expect(elevation.climb_m).toBeLessThan(50.5)
  })

  it('returns the ordered line with heights, parts and closures with reason and date', async () => {
    await db().query(
      `insert into closures (kind, reason_zh, profiles, starts_at, ends_at, geom) values
        ('flood', '积水', '{foot}', now() - interval '1 day', now() + interval '2 days',
          ST_Transform(ST_SetSRID(ST_MakePoint(478300, 3346500), 4549), 4326)),
        ('road_work', '修路', '{vehicle}', now() - interval '1 day', null,
          ST_Transform(ST_SetSRID(ST_MakePoint(478700, 3346500), 4549), 4326))`,
    )
    const profile = await (await fetch(`${server.url}/greenway/greenways/1/profile`)).json()
    expect(profile.length_m).toBeCloseTo(1000, -1)
    expect(profile.ascent_m).toBeGreaterThan(49)
    expect(profile.descent_m).toBe(0)
    expect(profile.ascent_method).toEqual({ step_m: 25, dead_band_m: 2, sources: ['fixture'] })
    expect(profile.parts).toMatchObject([
      { from_m: 0, name: '一段', surface: 'asphalt', steps: false },
      { name: '二段', surface: 'boardwalk' },
    ])
    expect(profile.gaps).toEqual([])
    const { coordinates } = profile.geometry
    expect(coordinates[0][0]).toBeCloseTo(119.7714, 3)
    expect(coordinates.at(-1)[2]).toBeCloseTo(70, 0)
    const [closed, ...more] = profile.warnings
    expect(more).toEqual([])
    expect(closed).toMatchObject({ kind: 'closed', reason: { zh: '积水', en: '积水' } })
    expect((closed.from_m + closed.to_m) / 2).toBeCloseTo(300, -1)
    expect(closed.until).toMatch(/Z$/)
  })

  it.each(['999', 'x', "1'--", '-1'])('answers 404 for %j', async (fid) => {
    for (const path of ['', '/profile']) {
      const response = await fetch(`${server.url}/greenway/greenways/${encodeURIComponent(fid)}${path}`)
      expect(response.status).toBe(404)
      expect((await response.json()).details.zh).toContain(fid)
    }
  })

  declarePageTests(() => server.url)

  describe('state of the greenways', () => declareHealthTests(db, () => server.url))
})

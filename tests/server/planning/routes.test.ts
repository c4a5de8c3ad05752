import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../server/context.ts'
import { planningEndpoints } from '../../../server/planning/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

interface Kind {
  readonly kind: string
  readonly result: string
  readonly severity: string | null
  readonly area_m2: number
  readonly percent: number
  readonly covered_percent: number
  readonly lines: readonly { readonly id: number; readonly area_m2: number; readonly percent: number }[]
  readonly slivers: readonly { readonly id: number; readonly reason: string; readonly area_m2: number }[]
}

describeOnDatabase('planning', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(planningEndpoints(dataContext(db())))
  })
  afterAll(() => server.close())

  const read = async (fid: number) => {
    const response = await fetch(`${server.url}/planning/parcels/${fid}/control-lines`)
    expect(response.status).toBe(200)
    const body = await response.json()
    const kinds = body.kinds as readonly Kind[]
    const kind = (name: string): Kind => {
      const found = kinds.find((one) => one.kind === name)
      if (found === undefined) throw new Error(`no answer for ${name}`)
      return found
    }
    return { body, kinds, kind }
  }

  it('measures overlaps in the plane of EPSG:4549, each place once', async () => {
    const { body, kind } = await read(1)
    expect(body.area_crs).toBe('EPSG:4549')
    expect(body.parcel_area_m2).toBeCloseTo(10_000, 1)
    const farmland = kind('permanent_basic_farmland')
    expect(farmland).toMatchObject({ result: 'concerned', severity: 'block' })
    // Two halves that share a quarter: 7,500 m² and not 10,000.
    expect(farmland.area_m2).toBeCloseTo(7500, 1)
    expect(farmland.percent).toBeCloseTo(75, 3)
    expect(farmland.lines.map((line) => line.id)).toEqual([1, 2])
    for (const line of farmland.lines) {
      expect(line.area_m2).toBeCloseTo(5000, 1)
      expect(line.percent).toBeCloseTo(50, 3)
    }
    expect(farmland.lines[0]).toMatchObject({
      ...{ name: '基本农田一', legal_status: '已公布', valid_from: '2022-10-01', valid_to: null },
      ...{ office: '临安分局', document: '文件一', in_force: true },
      overlaps: [{ type: 'Polygon' }],
    })
    const control = kind('heritage_control')
    expect(control.lines[0]).toMatchObject({ height_limit_m: 12 })
    expect(control.area_m2).toBeCloseTo(2500, 1)
  })

  it('judges a height by the strictest limit in force, and names its source', async () => {
    const figures = (height: number, own: number | null) =>
      db().query(
        'update parcels set height_m = $1, height_max_m = $2, far_min = 2, far_max = 1 where id = 1',
        [height, own],
      )
    await figures(13.2, 15)
    const { body } = await read(1)
    expect(body.indicators).toEqual([
      { id: 'far', value: 1.5, min: 2, max: 1, verdict: 'contradictory', limited_by: null },
      {
        ...{ id: 'height', value: 13.2, min: null, max: 12, verdict: 'check' },
        limited_by: expect.objectContaining({ kind: 'heritage_control', height_m: 12 }),
      },
    ])
    expect(body.indicators[1].limited_by.percent).toBeCloseTo(25, 3)
    await figures(13.2, 11)
    expect((await read(1)).body.indicators[1]).toMatchObject({ max: 11, verdict: 'over', limited_by: null })
    await db().query("update control_lines set valid_to = '2020-01-01' where kind = 'heritage_control'")
    await figures(13.2, 15)
    expect((await read(1)).body.indicators[1]).toMatchObject({ max: 15, verdict: 'within', limited_by: null })
    await db().query("update control_lines set valid_to = null where kind = 'heritage_control'")
  })

  it('lists slivers separately, with the reason, and does not count them as concerned', async () => {
    const { kind } = await read(1)
    const red = kind('ecological_redline')
    expect(red).toMatchObject({ result: 'not_concerned', area_m2: 0, lines: [] })
    expect(red.slivers).toEqual([expect.objectContaining({ id: 3, reason: 'width' })])
    expect(red.slivers[0]?.area_m2).toBeCloseTo(50, 1)
    const heritage = kind('heritage_protection')
    expect(heritage.slivers).toEqual([expect.objectContaining({ id: 4, reason: 'area' })])
    expect(heritage.slivers[0]?.area_m2).toBeCloseTo(0.81, 2)
  })

  it('shows an expired line, and does not count it as concerned', async () => {
    const flood = (await read(1)).kind('flood')
    expect(flood).toMatchObject({ result: 'not_concerned', severity: null, area_m2: 0 })
    expect(flood.lines).toEqual([expect.objectContaining({ id: 5, in_force: false, valid_to: '2010-12-31' })])
  })

  it('never reports clear for what no layer covers', async () => {
    const here = await read(1)
    expect(here.kinds.map(({ kind, result }) => [kind, result])).toEqual([
      ['permanent_basic_farmland', 'concerned'],
      ['ecological_redline', 'not_concerned'],
      ['urban_development_boundary', 'no_data'],
      ['heritage_protection', 'not_concerned'],
      ['heritage_control', 'concerned'],
      ['water_protection', 'no_data'],
      ['flood', 'not_concerned'],
    ])
    // In the same town, far from every line: clear only where a survey says so.
    const sameTown = await read(2)
    expect(sameTown.kind('permanent_basic_farmland')).toMatchObject({
      ...{ result: 'not_concerned', covered_percent: 100 },
      coverages: [{ surveyed_on: '2022-10-01', surveyed_by: '测绘院', document: '范围文件', percent: 100 }],
    })
    expect(sameTown.kind('urban_development_boundary')).toMatchObject({ result: 'no_data', coverages: [] })
    // Its west half was surveyed.
    expect(sameTown.kind('flood').result).toBe('partly_covered')
    expect(sameTown.kind('flood').covered_percent).toBeCloseTo(50, 3)
    // In another town without lines: unknown.
    const elsewhere = await read(3)
    expect(new Set(elsewhere.kinds.map(({ result }) => result))).toEqual(new Set(['no_data']))
  })

  it('does not report ground between the lines of a source as clear', async () => {
    // Two lines of one source on both sides of the other town.
    await db().query(
      `insert into control_lines (id, kind, severity, source, source_id, licence, synthetic, geom)
       select 100 + x % 7, 'water_protection', 'refer', 'survey', x::text, 'CC0', true,
         ST_Multi(ST_Transform(ST_MakeEnvelope(x, 3345000, x + 10, 3349000, 4549), 4326))
       from unnest(array[469000, 473000]) as x`,
    )
    expect((await read(3)).kind('water_protection').result).toBe('no_data')
    expect((await read(1)).kind('water_protection').result).toBe('no_data')
    await db().query("delete from control_lines where source = 'survey'")
  })

  it('does not count a line before its first day of validity, by the calendar of Hangzhou', async () => {
    await db().query(
      `insert into control_lines (id, kind, severity, valid_from, source, source_id, licence, synthetic, geom)
       select 300 + days, 'water_protection', 'block', (now() at time zone 'Asia/Shanghai')::date + days,
         'plan', 'day' || days, 'CC0', true,
         ST_Multi(ST_Transform(ST_MakeEnvelope(478000, 3347000, 478000 + metres, 3347100, 4549), 4326))
       from (values (0, 20), (1, 50)) as l (days, metres)`,
    )
    const water = (await read(1)).kind('water_protection')
    expect(water).toMatchObject({ result: 'concerned', severity: 'block' })
    expect(water.area_m2).toBeCloseTo(2000, 0)
    expect(water.lines).toEqual([
      expect.objectContaining({ id: 300, in_force: true }),
      expect.objectContaining({ id: 301, in_force: false }),
    ])
    await db().query("delete from control_lines where source = 'plan'")
  })

  it('does not report a parcel as clear that lies across the edge of a survey', async () => {
    await db().query(
      `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       select id, 'p' || id, '0101', 'natural', 'G', 1, 'straddling', id, 'CC0', true, ST_Multi(ST_Transform(
         ST_Segmentize(ST_MakeEnvelope(west, 3347000, east, 3347100, 4549), 20), 4326))
       from (values (10, 478980, 479020), (11, 478980, 479000.3), (12, 478999.7, 479020)) as p (id, west, east)`,
    )
    const heritage = async (id: number) => (await read(id)).kind('heritage_protection')
    expect((await heritage(10)).result).toBe('partly_covered')
    expect((await heritage(10)).covered_percent).toBeCloseTo(50, 2)
    // Surveyed, or not, up to a strip within surveying error.
    expect((await heritage(11)).result).toBe('not_concerned')
    expect((await heritage(12)).result).toBe('no_data')
    // A survey that is out of date proves nothing.
    await db().query("update coverages set until = '2020-12-31' where kind = 'heritage_protection'")
    expect((await heritage(11)).result).toBe('no_data')
    await db().query('update coverages set until = null')
    await db().query("delete from parcels where source = 'straddling'")
  })

  it('finds no overlap where two outlines only touch', async () => {
    // A side of 1.9 km along a parallel, which is a curve in the plane; the neighbour has a corner on it.
    await db().query(
      `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       values (4, '330112008001GB00004', '0101', 'natural', 'G', 1, 'fixture', 'd', 'CC0', true,
         ST_Multi(ST_MakeEnvelope(119.74, 30.23, 119.76, 30.24, 4326)))`,
    )
    await db().query(
      `insert into control_lines (id, kind, severity, source, source_id, licence, synthetic, geom)
       values (200, 'urban_development_boundary', 'note', 'plan', 'touching', 'CC0', true, ST_GeomFromText(
         'MULTIPOLYGON(((119.74 30.24, 119.7474 30.24, 119.76 30.24, 119.76 30.25, 119.74 30.25, 119.74 30.24)))', 4326))`,
    )
    const boundary = (await read(4)).kind('urban_development_boundary')
    expect(boundary.lines).toEqual([])
    expect(boundary.result).not.toBe('concerned')
    for (const sliver of boundary.slivers) expect(sliver.area_m2).toBeLessThan(0.01)
  })

  it('measures a parcel across the edge of the 3-degree zone in its own zone', async () => {
    await db().query(
      `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       values (5, '330112008001GB00005', '0101', 'natural', 'G', 1, 'fixture', 'edge', 'CC0', true,
         ST_Multi(ST_MakeEnvelope(118.499, 30.2, 118.501, 30.201, 4326)))`,
    )
    // The part west of 118.5°E, which belongs to zone 39.
    await db().query(
      `insert into control_lines (id, kind, severity, source, source_id, licence, synthetic, geom)
       values (201, 'flood', 'note', 'plan', 'edge', 'CC0', true,
         ST_Multi(ST_MakeEnvelope(118.49, 30.19, 118.5, 30.21, 4326)))`,
    )
    const { body, kind } = await read(5)
    // The area on the ellipsoid GRS80 times the square of the scale at 1.5° from 120°E (Snyder 1987, 8-11),
    // integrated by hand: in the zone's middle it would be 11 m² less.
    expect(body.parcel_area_m2).toBeCloseTo(21_359.99, 1)
    expect(kind('flood').lines.map(({ area_m2 }) => area_m2)).toEqual([expect.closeTo(10_680.0, 1)])
    await db().query('delete from parcels where id = 5')
    await db().query('delete from control_lines where id = 201')
  })

  it('sums the land by its use', async () => {
    await db().query('delete from parcels where id = 4')
    const summary = await (await fetch(`${server.url}/planning/summary`)).json()
    expect(summary).toMatchObject({ count: 3, area_m2: 40_000, area_crs: 'EPSG:4549', synthetic: true })
    expect(summary.classes).toEqual([
      expect.objectContaining({
        code: '0101',
        first_level: '01',
        colour: '#F5F8DC',
        area_m2: 20_000,
        percent: 50,
      }),
      expect.objectContaining({
        code: '0701',
        title: { zh: '城镇住宅用地', en: 'Urban residential' },
        count: 1,
      }),
      expect.objectContaining({ code: '1001', percent: 25 }),
    ])
  })

  it.each(['999', 'x', '1;drop'])('answers 404 for parcel %j', async (fid) => {
    const response = await fetch(`${server.url}/planning/parcels/${fid}/control-lines`)
    expect(response.status).toBe(404)
  })
})

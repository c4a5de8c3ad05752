import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { actors } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

describeOnDatabase('filter', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(featuresEndpoints(dataContext(db())), actors.officer)
  })
  afterAll(() => server.close())

  const ask = (layer: string, filter: string, more: Record<string, string> = {}) =>
    fetch(
      `${server.url}/collections/${layer}/items?${new URLSearchParams({ filter, limit: '500', ...more })}`,
    )
  const ids = async (layer: string, filter: string, more: Record<string, string> = {}) => {
    const found = await (await ask(layer, filter, more)).json()
    expect(found.features, JSON.stringify(found)).toBeDefined()
    expect(found.numberMatched).toBe(found.features.length)
    return found.features.map((feature: { id: number }) => feature.id)
  }

  it.each([
    ["land_use = '0701' AND far >= 1.5", [1]],
    ['far IS NULL AND area_m2 > 15000', [3]],
    ["CASEI(parcel_code) LIKE CASEI('330112008%gb%')", [1, 2]],
    ['id IN (3, 1, 99)', [1, 3]],
    ['area_m2 / 2 = 5000 AND NOT id = 1', [2]],
    ['area_m2 / (id - 1) > 0', [2, 3]],
    ['S_WITHIN(geometry, BBOX(119.6, 30.2, 119.75, 30.3))', [3]],
    ['S_DISJOINT(geometry, BBOX(119.6, 30.2, 119.75, 30.3)) AND S_INTERSECTS(geometry, geometry)', [1, 2]],
    ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(0 0), BBOX(0,0,1,1)))', 400],
    // A bow-tie is repaired into its two triangles.
    ['S_INTERSECTS(geometry, POLYGON((119.6 30, 120 30.5, 120 30, 119.6 30.5, 119.6 30)))', [1, 2, 3]],
    ['S_INTERSECTS(geometry, BBOX(170, 30, -170, 31))', []],
  ] as const)('parcels: %s', async (filter, expected) => {
    if (expected === 400) expect((await ask('parcels', filter)).status).toBe(400)
    else expect(await ids('parcels', filter)).toEqual(expected)
  })

  it.each([
    ["T_AFTER(valid_from, DATE('2020-01-01'))", [1, 2]],
    ["T_INTERSECTS(INTERVAL(valid_from, valid_to), DATE('2005-05-05'))", [5]],
    ["T_INTERSECTS(valid_from, INTERVAL('2020-01-01', '..'))", [1, 2, 6]],
    ["T_EQUALS(valid_from, DATE('2022-10-01'))", [1, 2]],
    // The first hour of that day in China belongs to the previous day in UTC.
    ["T_INTERSECTS(valid_from, TIMESTAMP('2022-09-30T16:30:00Z'))", [1, 2]],
    ["T_DURING(valid_from, INTERVAL('2019-12-31T00:00:00Z', '2020-01-02T00:00:00Z'))", [6]],
    ["T_MEETS(INTERVAL(valid_from, valid_to), INTERVAL('2010-12-31', '..'))", [5]],
    ["valid_to < DATE('2011-01-01') OR valid_from BETWEEN DATE('2020-01-01') AND DATE('2020-01-01')", [5, 6]],
  ] as const)('control lines: %s', async (filter, expected) => {
    expect(await ids('control_lines', filter)).toEqual(expected)
  })

  it('accepts JSON, and combines with the other parameters', async () => {
    const json = JSON.stringify({ op: '<=', args: [{ property: 'id' }, 10] })
    const lang = { 'filter-lang': 'cql2-json' }
    expect(await ids('water', json, lang)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await ids('water', json, { ...lang, kind: 'pond', sortby: '-id' })).toEqual([10, 8, 6, 4, 2])
    expect(await ids('water', json, { ...lang, bbox: '119.7012,30.2401,119.7016,30.25' })).toEqual([2, 3])
    expect((await ask('water', json)).status).toBe(400)
    const pages = await (await ask('water', 'id <= 10', { limit: '4' })).json()
    const next = pages.links.find((link: { rel: string }) => link.rel === 'next').href
    const second = await (await fetch(next)).json()
    expect(second.features.map((feature: { id: number }) => feature.id)).toEqual([5, 6, 7, 8])
    expect(second.numberMatched).toBe(10)
  })

  it.each([
    ['parcels', 'colour = 1', 1, 'parcel_code'],
    ['parcels', "far > 'a'", 5, '数字'],
    ['parcels', "parcel_code = 'a' AND 5", 1, '条件'],
    ['parcels', 'NOT parcel_code', 5, '条件'],
    ['parcels', 'geometry = 5', 10, '几何'],
    ['parcels', 'S_WITHIN(parcel_code, POINT(1 1))', 10, 'geometry'],
    ['parcels', "T_AFTER(far, DATE('2020-01-01'))", 9, '日期'],
    ['parcels', "supplied_on > '2020-01-01'", 13, 'DATE'],
    ['parcels', 'area(geometry) > 5', 1, '函数'],
    ['parcels', "parcel_code LIKE 'a\\'", 18, '单引号'],
    ['parcels', 'parcel_code LIKE tenure', 13, '模式'],
    ['incidents', "received_at > DATE('2020-01-01')", 15, 'TIMESTAMP'],
    ['units', "T_AFTER(position_at, INTERVAL('2021-01-01', '2020-01-01'))", 22, '起点不晚于终点'],
  ])('%s: %s is refused with its place', async (layer, filter, at, expected) => {
    const response = await ask(layer, filter)
    const { details } = await response.json()
    expect(response.status).toBe(400)
    expect(details.zh).toContain(`第 ${at} 个字符处`)
    expect(details.zh).toContain(expected)
  })

  it('names the number that is too large for the database', async () => {
    expect((await ask('parcels', '10 ^ (area_m2 * 1000) > 5')).status).toBe(400)
    expect((await ask('parcels', '(0 - area_m2) ^ 0.5 > 5')).status).toBe(400)
  })

  it('has queryables for everything that it may name', async () => {
    const response = await fetch(`${server.url}/collections/parcels/queryables`)
    expect(response.headers.get('content-type')).toContain('application/schema+json')
    const { properties, additionalProperties } = await response.json()
    expect(additionalProperties).toBe(false)
    expect(properties.far).toMatchObject({ type: 'number', title: '容积率' })
    expect(properties.land_use).toMatchObject({ type: 'string' })
    expect(properties.supplied_on).toMatchObject({ type: 'string', format: 'date' })
    for (const name of Object.keys(properties)) {
      expect((await ask('parcels', `"${name}" IS NULL`)).status, name).toBe(200)
    }
    const sortables = await (await fetch(`${server.url}/collections/units/sortables`)).json()
    const sorted = await fetch(
      `${server.url}/collections/units/items?sortby=${Object.keys(sortables.properties).slice(0, 8)}`,
    )
    expect(sorted.status).toBe(200)
    expect(sortables.properties).not.toHaveProperty('skills')
  })
})

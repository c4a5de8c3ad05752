/**
 * A planner's table of parcels: its verdicts equal the card's, and filters, pages, sums and the file agree.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { landUseSummarySchema } from '../../../geodata/model/answers/land-use-summary.ts'
import { parcelPageSchema, parcelPlacesSchema } from '../../../geodata/model/answers/parcels.ts'
import { planningAreaSchema } from '../../../geodata/model/answers/planning-area.ts'
import {
  type HeightLimit,
  judgeIndicators,
  type ParcelFigures,
  verdictsOfParcel,
} from '../../../geodata/model/planning/indicators.ts'
import { dataContext } from '../../../server/context.ts'
import { parcelControlLines } from '../../../server/planning/control-lines.ts'
import { planningEndpoints } from '../../../server/planning/routes.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'
import { addParcels, EAST, figures, NORTH, PARCELS } from './parcel-rows.ts'

const planner: Viewer = { role: 'planner', account: 1 }

describeOnDatabase('the table of parcels', (db) => {
  let server: TestServer
  let planners: TestServer
  const drawn = fc.sample(figures, { numRuns: PARCELS, seed: 7 })

  beforeAll(async () => {
    await loadFixture(db())
    await addParcels(db(), drawn)
    server = await serve(planningEndpoints(dataContext(db())))
    planners = await serve(planningEndpoints(dataContext(db())), planner)
  }, 60_000)
  afterAll(async () => {
    await server.close()
    await planners.close()
  })

  const get = async (path: string, from = server) => {
    const response = await fetch(`${from.url}/planning/${path}`)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const page = async (query: string) => {
    const { status, text } = await get(`parcels?${query}`)
    expect(status, text).toBe(200)
    return parcelPageSchema.parse(JSON.parse(text))
  }
  const everything = async (query: string) => {
    const found = []
    for (let offset = 0, more = true; more; offset += 500) {
      const next = await page(`${query}&limit=500&offset=${offset}`)
      found.push(...next.parcels)
      more = next.more
    }
    return found
  }
  const summary = async (query: string) =>
    landUseSummarySchema.parse(JSON.parse((await get(`summary?${query}`)).text))

  it('judges thousands of parcels as the rule of the cards does', async () => {
    const { rows: pairs } = await db().query<{ parcel_id: number; height_m: number; percent: number }>(
      `select h.parcel_id::int, c.height_limit_m as height_m, h.percent
       from parcel_height_limits as h join control_lines as c on c.id = h.line_id
       where coalesce(c.valid_from <= now(), true) and coalesce(c.valid_to >= now(), true)`,
    )
    expect(pairs.length).toBeGreaterThan(800)
    const limits = new Map<number, HeightLimit[]>()
    for (const { parcel_id, ...limit } of pairs) {
      const one = { ...limit, line_id: 1, kind: '', title: { zh: '', en: '' }, name: null }
      limits.set(parcel_id, [...(limits.get(parcel_id) ?? []), one])
    }
    const rows = (await everything('sort=-area')).filter(({ id }) => id >= 1000)
    expect(rows).toHaveLength(PARCELS)
    const seen = new Set<string>()
    for (const { id, indicators, verdicts } of rows) {
      const own = drawn[id - 1000] as ParcelFigures
      const judged = judgeIndicators(own, limits.get(id))
      const expected = judged.map(({ id: indicator, verdict }) => ({ id: indicator, verdict }))
      expect(indicators, JSON.stringify({ id, own, limits: limits.get(id) })).toEqual(expected)
      expect(verdicts).toEqual(verdictsOfParcel(judged))
      for (const { verdict } of judged) seen.add(verdict)
    }
    expect(seen.size).toBe(6)
  })

  it('measures coverage by lines as the cards do, and follows edits', async () => {
    const sampled = [1000, 1033, 1315, 1330, 1335, 1336, 1300, 1944, 2544, 2545, 3000]
    for (const id of sampled) {
      const card = await parcelControlLines(db(), String(id))
      const { parcels } = await page(`limit=1&around=${id}&sort=code`)
      expect(parcels[0]?.id).toBe(id)
      expect(parcels[0]?.indicators).toEqual(card?.indicators.map(({ id, verdict }) => ({ id, verdict })))
    }
    const verdictOf = async (id: number) => (await page(`limit=1&around=${id}`)).parcels[0]?.indicators
    const height = (list: Awaited<ReturnType<typeof verdictOf>>) =>
      list?.find(({ id }) => id === 'height')?.verdict
    await db().query('update parcels set height_m = 13, height_max_m = 15 where id = 1000')
    expect(height(await verdictOf(1000))).toBe('over')
    // The line leaves half of it, then all of it, then is deleted.
    const moved = (west: number) =>
      db().query(
        `update control_lines set geom = ST_Multi(ST_Transform(ST_MakeEnvelope($1::float8, ${NORTH} - 5, ${EAST} + 605, ${NORTH} + 205, 4549), 4326)) where id = 1001`,
        [EAST + west],
      )
    await moved(10)
    expect(height(await verdictOf(1000))).toBe('check')
    await moved(20)
    expect(height(await verdictOf(1000))).toBe('within')
    await moved(-5)
    expect(height(await verdictOf(1000))).toBe('over')
    await db().query('delete from control_lines where id = 1001')
    expect(height(await verdictOf(1000))).toBe('within')
    await db().query('delete from parcels where id = 1060')
    const { rows } = await db().query(
      'select from parcel_height_limits where line_id = 1001 or parcel_id = 1060',
    )
    expect(rows).toEqual([])
  })

  it('filters by each column, and by all of them', async () => {
    const all = await everything('')
    const cases: readonly (readonly [query: string, fits: (row: (typeof all)[number]) => boolean])[] = [
      ['use=0701', ({ land_use }) => land_use === '0701'],
      ['use=07', ({ land_use }) => land_use.startsWith('07')],
      ['use=0901,1001', ({ land_use }) => land_use === '0901' || land_use === '1001'],
      ['state=idle', ({ state }) => state === 'idle'],
      ['verdict=over', ({ verdicts }) => verdicts.includes('over')],
      [
        'verdict=check,contradictory',
        ({ verdicts }) => verdicts.includes('check') || verdicts.includes('contradictory'),
      ],
      ['verdict=within', ({ verdicts }) => verdicts.includes('within')],
      ['verdict=unlimited', ({ verdicts }) => verdicts.includes('unlimited')],
      ['town=330112007', ({ town_code }) => town_code === '330112007'],
      ['area=1000-1200', ({ area_m2 }) => area_m2 >= 1000 && area_m2 <= 1200],
      ['area=3000-', ({ area_m2 }) => area_m2 >= 3000],
      ['code=gb0001', ({ parcel_code }) => parcel_code.includes('GB0001')],
      [
        'use=07&state=built&verdict=over&area=-2000&code=8',
        (row) =>
          row.land_use.startsWith('07') &&
          row.state === 'built' &&
          row.verdicts.includes('over') &&
          row.area_m2 <= 2000,
      ],
    ]
    for (const [query, fits] of cases) {
      const wanted = all.filter(fits)
      expect(wanted.length, query).toBeGreaterThan(0)
      expect(new Set((await everything(query)).map(({ id }) => id)), query).toEqual(
        new Set(wanted.map(({ id }) => id)),
      )
      const sums = await summary(query)
      expect(sums.count, query).toBe(wanted.length)
      expect(sums.area_m2).toBeCloseTo(
        wanted.reduce((sum, { area_m2 }) => sum + area_m2, 0),
        3,
      )
    }
  })

  it('sorts with unknown figures last, and finds the page of a parcel', async () => {
    for (const sort of ['area', '-area', 'far', '-far', 'use', '-height', 'town']) {
      const rows = await everything(`sort=${sort}`)
      expect(rows.length).toBe(PARCELS + 2)
      const key = {
        area: 'area_m2',
        far: 'far',
        use: 'land_use',
        height: 'height_m',
        town: 'town_code',
      } as const
      const values = rows.map((row) => row[key[sort.replace('-', '') as keyof typeof key]])
      const known = values.filter((value) => value !== null)
      expect(values.slice(0, known.length)).toEqual(known)
      const sign = sort.startsWith('-') ? -1 : 1
      for (const [index, value] of known.slice(1).entries()) {
        const before = known[index] ?? value
        expect(value === before || (value > before ? 1 : -1) === sign, sort).toBe(true)
      }
    }
    const around = await page('sort=-area&limit=50&around=2500&verdict=over,under,within,contradictory')
    expect(around.offset % 50).toBe(0)
    expect(around.parcels.some(({ id }) => id === 2500)).toBe(true)
    // Not among the filtered ones, so the first page is returned.
    expect((await page('use=0101&around=2500')).offset).toBe(0)
  })

  it('sums by class without the filter on classes, and by verdict without that on verdicts', async () => {
    const all = await summary('')
    const chosen = await summary('use=0701&verdict=over')
    const over = await summary('verdict=over')
    expect(chosen.classes).toEqual(over.classes)
    expect(chosen.classes.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 6)
    expect(chosen.count).toBe(over.classes.find(({ code }) => code === '0701')?.count)
    const residential = await summary('use=0701')
    expect(chosen.verdicts).toEqual(residential.verdicts)
    expect(all.count).toBe(PARCELS + 2)
    const { rows } = await db().query<{ box: number[] }>(
      `select array[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)] as box
       from (select ST_Extent(geom)::box3d as box from parcels where land_use = '0701') as extent`,
    )
    expect(residential.extent).toEqual(rows[0]?.box)
    expect((await summary('use=0701&code=9999999')).extent).toBeNull()
    const view = await summary('bbox=119.89,30.26,119.9,30.27')
    expect(view.count).toBeGreaterThan(0)
    expect(view.count).toBeLessThan(all.count)
  })

  it('marks the places of filtered parcels, each within its parcel, and says if some are left out', async () => {
    const { text } = await get('parcels/places?use=0901&verdict=over')
    const places = parcelPlacesSchema.parse(JSON.parse(text))
    const rows = new Map((await everything('use=0901&verdict=over')).map((row) => [row.id, row]))
    expect(places.complete).toBe(true)
    expect(new Set(places.ids)).toEqual(new Set(rows.keys()))
    for (const [index, id] of places.ids.entries()) {
      const [lon = 0, lat = 0] = places.positions[index] ?? []
      const [west = 0, south = 0, east = 0, north = 0] = rows.get(id)?.bbox ?? []
      expect(lon > west && lon < east && lat > south && lat < north).toBe(true)
    }
    const area = planningAreaSchema.parse(JSON.parse((await get('area')).text))
    expect(area.towns.map(({ code }) => code)).toEqual(['330112007', '330112008'])
    const [west = 0, south = 0, east = 0, north = 0] = area.focus ?? []
    // Most of the parcels are from 119.9 to 119.91° E.
    expect([west, south, east, north].map((degrees) => Number(degrees.toFixed(2)))).toEqual([
      119.9, 30.26, 119.92, 30.28,
    ])
  })

  it('writes a file that spreadsheets read correctly: titles beside codes, 0701 as text, no formulas', async () => {
    const { text, headers } = await get('parcels.csv?use=0701&sort=area&lang=zh')
    const bytes = await (await fetch(`${server.url}/planning/parcels.csv?use=0701`)).arrayBuffer()
    expect([...new Uint8Array(bytes.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf])
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toContain('parcels_synthetic.csv')
    // `text()` of fetch removes the byte order mark.
    expect(text.startsWith('宗地代码,用地代码,用地名称,用地细类,状态,权属,坐落,')).toBe(true)
    const lines = text.trim().split('\r\n')
    expect(lines.length - 1).toBe((await summary('use=0701')).count)
    expect(lines[1]).toContain(',"=""0701""",城镇住宅用地,,')
    expect(text).toContain('已建成,国有,')
    expect(text).toContain('青山湖街道')
    expect(text).not.toMatch(/built|MULTIPOLYGON|HYPERLINK/)
    const english = await get('parcels.csv?use=0701&lang=en&geometry=wkt', planners)
    expect(english.text.split('\r\n')[0]).toContain('Parcel code,Land use code,Land use,')
    expect(english.text).toContain('Urban residential')
    expect(english.text).toContain('"MULTIPOLYGON')
    // A planner reads the holder's name, and a spreadsheet never runs it.
    expect(english.text).toContain(`"'=HYPERLINK(""x"")"`)
  })

  it.each([
    ['use=9999', 'use'],
    ['verdict=bad', 'verdict'],
    ['state=x', 'state'],
    ['area=5', 'area'],
    ['area=-', 'area'],
    ["code=');drop", 'code'],
    ['town=1', 'town'],
    ['sort=holder', 'sort'],
    ['bbox=1', 'bbox'],
    ['offset=-1', 'offset'],
  ])('says what is wrong with %s', async (query, name) => {
    const { status, text } = await get(`parcels?${query}`)
    expect(status).toBe(400)
    expect(text).toContain(name)
    expect(text).toMatch(/应为/)
  })
})

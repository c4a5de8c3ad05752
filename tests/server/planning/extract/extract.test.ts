/** Extracts of parcels and areas: what they say, that they stay the same, and who reads what. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicViewer } from '../../../../geodata/access/viewer.ts'
import { type Extract, extractSchema } from '../../../../geodata/model/answers/planning-extract.ts'
import { NetworkKeeper } from '../../../../geodata/network/keeper.ts'
import { dataContext } from '../../../../server/context.ts'
import { extractEndpoints } from '../../../../server/planning/extract/routes.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { hasPoppler, pdfText } from '../../../environment/poppler.ts'
import { loadFixture, serve, type TestServer } from '../../serve.ts'

const A = '330112008001GB00001'
const square = (west: number, south: number, east: number, north: number) =>
  `ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4549), 20), 4326))`

describeOnDatabase('extracts', (db) => {
  let open: TestServer
  let planners: TestServer
  let keeper: NetworkKeeper
  beforeAll(async () => {
    await loadFixture(db())
    await db().query("update parcels set holder = '某公司', height_m = 13, height_max_m = 15 where id = 1")
    // A neighbour east of A along 60 m, and one that only shares its corner point in degrees.
    await db().query(
      `insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
       values (20, '330112008001GB00020', '0901', 'built', 'G', 1, 'fixture', 'n1', 'CC0', true, ${square(478100, 3347000, 478200, 3347060)}),
         (21, '330112008001GB00021', '0901', 'built', 'G', 1, 'fixture', 'n2', 'CC0', true,
           ST_Multi(ST_Union(${square(478300, 3347300, 478310, 3347310)}, ${square(478320, 3347300, 478330, 3347310)}))),
         (22, '330112008001GB00021', '0902', 'built', 'G', 1, 'fixture', 'n3', 'CC0', true, ${square(478340, 3347300, 478350, 3347310)})`,
    )
    await db().query(
      `insert into plans (id, plan_code, name, state, land_use, height_max_m, town_code, area_m2, source, source_id, licence, synthetic, geom)
       values (1, 'P1', '公布方案', 'published', '1001', 30, '330112008', 1, 'fixture', 'p1', 'CC0', true, ${square(478000, 3347000, 478040, 3347100)}),
         (2, 'P2', '草案', 'draft', '0901', null, '330112008', 1, 'fixture', 'p2', 'CC0', true, ${square(478000, 3347000, 478100, 3347010)})`,
    )
    keeper = new NetworkKeeper(db().as(publicViewer), () => undefined)
    const context = dataContext(db())
    open = await serve(extractEndpoints(context, keeper))
    planners = await serve(extractEndpoints(context, keeper), { role: 'planner', account: 7 } as never)
  })
  afterAll(async () => {
    keeper.stop()
    await open.close()
    await planners.close()
  })

  const get = async (query: string, server = open) => fetch(`${server.url}/planning/extract?${query}`)
  const read = async (query: string, server = open): Promise<Extract> => {
    const response = await get(query, server)
    const body = await response.json()
    expect(body.detail).toBeUndefined()
    return extractSchema.parse(body)
  }
  const only = ({ content }: Extract) => {
    const [subject] = content.subjects
    if (subject === undefined) throw new Error('no subject')
    return subject
  }

  it('measures in the plane of EPSG:4549 what lies on a parcel', async () => {
    const extract = await read(`parcel=${A}`)
    const subject = only(extract)
    expect(extract.content).toMatchObject({
      ...{ area_crs: 'EPSG:4549', edition: { readers: 'public', towns: null }, synthetic: true },
      index: [{ number: 1, code: A, concerned: ['permanent_basic_farmland', 'heritage_control'] }],
    })
    expect(subject.area_m2).toBeCloseTo(10_000, 1)
    const kind = (name: string) => subject.kinds.find((one) => one.kind === name)
    expect(kind('permanent_basic_farmland')?.area_m2).toBeCloseTo(7500, 1)
    expect(kind('ecological_redline')).toMatchObject({
      result: 'not_concerned',
      slivers: [{ reason: 'width' }],
    })
    expect(kind('urban_development_boundary')?.result).toBe('no_data')
    expect(kind('flood')?.lines[0]).toMatchObject({ in_force: false, valid_to: '2010-12-31' })
    expect(kind('flood')?.rule).toBeNull()
    expect(subject.plans).toMatchObject({ result: 'concerned', list: [{ code: 'P1', counts: true }] })
    expect(subject.plans.percent).toBeCloseTo(40, 2)
    expect(subject.land_use.actual).toEqual([
      {
        land_use: expect.objectContaining({ code: '0701' }),
        area_m2: expect.closeTo(10_000, 1),
        percent: 100,
      },
    ])
    expect(subject.land_use.planned.map(({ land_use }) => land_use.code)).toEqual(['1001'])
    // The height of a control line in force binds, not the parcel's own.
    expect(subject.indicators.find(({ id }) => id === 'height')).toMatchObject({
      ...{ value: 13, max: 12, verdict: 'check' },
      limited_by: { kind: 'heritage_control' },
    })
    expect(subject.neighbours).toEqual([expect.objectContaining({ code: '330112008001GB00020' })])
    expect(subject.neighbours[0]?.shared_m).toBeCloseTo(60, 1)
  })

  it('finds a parcel by code, former county, unit, point and address, and says how', async () => {
    const former = only(await read(`parcel=330185008001GB00001F00010001`))
    expect(former.parcel?.code).toBe(A)
    expect(former.notes.map(({ en }) => en).join()).toMatch(/330185.*F00010001/)
    expect(only(await read('point=119.7718,30.2430')).parcel).not.toBeNull()
    await db().query("update parcels set address = '青山湖街道1号' where id = 1")
    expect(only(await read('address=湖街道1号')).parcel?.code).toBe(A)
    // One code with two shapes, one of them in two parts.
    const split = await read('parcel=330112008001GB00021')
    expect(split.content.subjects.map(({ parts }) => parts)).toEqual([2, 1])
    expect(split.content.subjects[0]?.notes).toHaveLength(2)
  })

  it.each([
    ['parcel=33011200800', 400, '19'],
    ['parcel=330112008001XB00001', 400, 'land owner'],
    ['parcel=330112008001GB99999', 404, 'no parcel'],
    ['point=120.5,31', 404, 'Draw an area'],
    ['point=abc', 400, 'longitude'],
    ['', 400, 'Give one'],
    [`parcel=${A}&point=119.77,30.24`, 400, 'Give one'],
    ['area=119.7,30.2;119.8,30.3;119.8,30.2;119.7,30.3', 400, 'crosses itself'],
    [`parcel=${A}&as-of=2999-01-01`, 400, 'not after now'],
    [`parcel=${A}&as-of=2020-01-01`, 404, 'At that moment'],
  ])('explains what is wrong with %s', async (query, status, words) => {
    const response = await get(query)
    const problem = await response.json()
    expect([response.status, JSON.stringify(problem)]).toEqual([status, expect.stringContaining(words)])
  })

  it('answers a list of codes as one document with an index, and names those that are wrong', async () => {
    const { content } = await read(`parcel=${A},330112008001GB00002,nonsense`)
    expect(content.index.map(({ number, code }) => [number, code])).toEqual([
      [1, A],
      [2, '330112008001GB00002'],
    ])
    expect(content.not_found).toEqual([{ asked: 'nonsense', faults: [expect.anything()] }])
    expect(content.index[1]?.unknown).toContain('flood')
  })

  it('describes a drawn area with its hole, and the parcels it touches', async () => {
    const { rows } = await db().query<{ geom: unknown }>(
      `select ST_AsGeoJSON(ST_Difference(${square(478000, 3347000, 478200, 3347100)}, ${square(478010, 3347010, 478020, 3347020)}), 12)::json as geom`,
    )
    const response = await fetch(`${open.url}/planning/extract`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ outline: rows[0]?.geom }),
    })
    const subject = only(extractSchema.parse(await response.json()))
    expect(subject.parcel).toBeNull()
    expect(subject.area_m2).toBeCloseTo(19_900, 0)
    expect(subject.parcels.filter(({ counts }) => counts).map(({ id }) => id)).toEqual([1, 20])
    expect(subject.parcels[0]?.area_m2).toBeCloseTo(9900, 0)
  })

  it('is the same to the byte for the same moment, after the data have changed', async () => {
    const before = await read(`parcel=${A}`)
    const query = `parcel=${A}&as-of=${before.content.as_of}`
    const text = await (await get(query)).text()
    expect(extractSchema.parse(JSON.parse(text)).sha256).toBe(before.sha256)
    const digest = createHash('sha256').update(canonicalize(before.content) ?? '')
    expect(digest.digest('hex')).toBe(before.sha256)
    const check = async () =>
      (await fetch(`${open.url}/planning/extract/check?${query}&sha256=${before.sha256}`)).json()
    expect(await check()).toMatchObject({ fits: true, unchanged: true })
    await db().query('delete from control_lines where id = 1')
    await db().query("update coverages set surveyed_by = '另一单位' where id = 1")
    await db().query("update parcels set land_use = '0702' where id = 1")
    await db().query(
      "update control_rules set article_zh = '新法第十条' where kind = 'permanent_basic_farmland'",
    )
    expect(await (await get(query)).text()).toBe(text)
    expect(only(before).kinds[0]?.rule?.article.zh).toContain('《基本农田保护条例》')
    expect(await check()).toMatchObject({ fits: true, unchanged: false })
    const after = only(await read(`parcel=${A}`))
    expect(after.kinds[0]?.area_m2).toBeCloseTo(5000, 1)
    expect(after.kinds[0]?.rule?.article.zh).toBe('新法第十条')
    const heights = ['height_m', 'height_max_m']
    const changes = (changed: readonly string[]) => [
      expect.objectContaining({ own: true, ending: 'update', changed: ['land_use'] }),
      expect.objectContaining({ own: true, changed: ['address'] }),
      expect.objectContaining({ own: true, changed }),
    ]
    expect(after.history).toEqual(changes(heights))
    const planned = only(await read(`parcel=${A}`, planners))
    expect(planned.history).toEqual(changes([...heights, 'holder']))
    const wrong = await fetch(`${open.url}/planning/extract/check?${query}&sha256=${'0'.repeat(64)}`)
    expect(await wrong.json()).toMatchObject({ fits: false })
  })

  it('keeps drafts and names of holders to planners, and gives them the public edition too', async () => {
    const [shown, hidden] = [await read(`parcel=${A}`, planners), await read(`parcel=${A}`)]
    expect(only(shown).parcel?.holder).toBe('某公司')
    expect(only(shown).plans.list.map(({ code }) => code)).toEqual(['P1', 'P2'])
    expect(JSON.stringify(hidden)).not.toMatch(/某公司|P2|草案/)
    const asPublic = await read(`parcel=${A}&edition=public&as-of=${hidden.content.as_of}`, planners)
    expect(asPublic.sha256).toBe(hidden.sha256)
    expect(shown.sha256).not.toBe(hidden.sha256)
  })

  it('prints a PDF for each reader, whose words and maps know no drafts for the public', async () => {
    const pdf = async (server: TestServer, lang: string) => {
      const response = await fetch(
        `${server.url}/planning/extract.pdf?parcel=${A}&lang=${lang}&as-of=${asOf}`,
      )
      expect(response.headers.get('content-type')).toBe('application/pdf')
      return Buffer.from(await response.arrayBuffer())
    }
    const asOf = (await read(`parcel=${A}`)).content.as_of
    const [zh, again, en, shown] = [
      await pdf(open, 'zh'),
      await pdf(open, 'zh'),
      await pdf(open, 'en'),
      await pdf(planners, 'zh'),
    ]
    expect(zh.equals(again)).toBe(true)
    expect(en.equals(zh)).toBe(false)
    for (const one of [zh, en, shown]) expect(one.subarray(0, 5).toString()).toBe('%PDF-')
    if (!hasPoppler()) return
    expect(pdfText(zh)).toMatch(/永久基本农田/)
    expect(pdfText(en)).toMatch(/Permanent basic farmland/)
    expect(pdfText(zh)).toMatch(/法规依据 +新法第十条/)
    expect(pdfText(en)).toMatch(/Legal basis +Law on the Protection of Cultural Relics/)
    expect(pdfText(zh)).not.toMatch(/某公司|P2 草案/)
    expect(pdfText(shown)).toMatch(/某公司/)
  })

  it('shows a person whether a printed hash fits', async () => {
    const { content, sha256 } = await read(`parcel=${A}`)
    const check = async (hash: string) => {
      const address = `${open.url}/planning/extract/check?parcel=${A}&lang=en&as-of=${content.as_of}&sha256=${hash}`
      return (await fetch(address, { headers: { accept: 'text/html' } })).text()
    }
    expect(await check(sha256)).toContain('It fits')
    expect(await check('f'.repeat(64))).toContain('It does not fit')
  })
})

/** Checks of outlines on the fixture's ground; areas by hand in the plane of EPSG:4549. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ControlLineKindResult } from '../../../../geodata/model/answers/control-lines.ts'
import type { OutlineCheck, OutlineResults } from '../../../../geodata/model/answers/planning-outlines.ts'
import { degreesOf } from '../../../../geodata/model/plane.ts'
import { groundControlLines } from '../../../../server/planning/ground-lines.ts'
import { groundOf } from '../../../../server/planning/outlines/check.ts'
import { kindsOfLines, linesOfOutlines } from '../../../../server/planning/outlines/measure/measure.ts'
import { describeOnBoth } from '../../../environment/databases.ts'
import { Importing } from '../../imports/importing.ts'
import { loadFixture } from '../../serve.ts'

type Corner = readonly [east: number, north: number]

const ringOf = (corners: readonly Corner[]) =>
  [...corners, ...corners.slice(0, 1)].map((one) => degreesOf(one))
const rectangle = (east: number, north: number, width: number, height: number) =>
  ringOf([
    [east, north],
    [east + width, north],
    [east + width, north + height],
    [east, north + height],
  ])

describeOnBoth('checks of outlines', (db) => {
  let site: Importing
  beforeAll(async () => {
    await loadFixture(db())
    site = await Importing.start(db())
  })
  afterAll(() => site.close())

  const draw = async (rings: readonly (readonly (readonly [number, number])[])[], name = '红线') => {
    const outlines = rings.map((ring, i) => ({ name: `${i + 1} 号`, parts: [[ring]] }))
    const { status, body } = await site.ask('planner', 'POST', '/planning/outlines/drawn', { name, outlines })
    expect(status).toBe(201)
    return `/planning/outlines/${body.id}`
  }
  const check = async (ring: readonly (readonly [number, number])[]): Promise<OutlineCheck> => {
    const path = await draw([ring])
    const job = await site.done('planner', `${path}/check`, undefined)
    expect(job.problem).toBeNull()
    const result = (await site.ask('planner', 'GET', `${path}/results/0`)).body as OutlineCheck
    await site.ask('planner', 'DELETE', path)
    return result
  }
  const finding = (result: OutlineCheck, subject: string, kind = '') =>
    result.findings.find((one) => one.subject === subject && one.kind === kind)

  it('measures each line, says what has no data, and never approves', async () => {
    const result = await check(rectangle(478_000, 3_347_000, 100, 100))
    expect(result.area_m2).toBeCloseTo(10_000, 1)
    expect(result).toMatchObject({ verdict: 'block', area_crs: 'EPSG:4549' })
    expect(result.findings[0]).toMatchObject({
      kind: 'permanent_basic_farmland',
      verdict: 'block',
      state: 'concerned',
    })
    const farmland = finding(result, 'control_line', 'permanent_basic_farmland')
    // Two halves that share a quarter.
    expect(farmland?.area_m2).toBeCloseTo(7500, 1)
    expect(farmland?.share).toBeCloseTo(0.75, 4)
    expect(farmland?.lines.map(({ area_m2 }) => Math.round(area_m2))).toEqual([5000, 5000])
    expect(farmland?.article?.zh).toContain('土地管理法')
    // 0.5 m wide: a sliver, which does not count.
    const redline = finding(result, 'control_line', 'ecological_redline')
    expect(redline).toMatchObject({ state: 'not_concerned', verdict: 'none' })
    expect(redline?.sliver_m2).toBeCloseTo(50, 1)
    const water = finding(result, 'control_line', 'water_protection')
    expect(water).toMatchObject({ state: 'no_data', verdict: 'refer', covered: 0 })
    expect(result.parcels).toMatchObject([{ parcel_code: '330112008001GB00001', land_use: '0701' }])
    expect(result.parcels[0]?.parcel_share).toBeCloseTo(1, 5)
    expect(JSON.stringify(result)).not.toMatch(/approved|批准用地|同意建设/)
  })

  it('tells ground without parcels, partly covered kinds, and slivers against a parcel', async () => {
    // 0.4 m into parcel A from the west, and beyond the coverage of floods in the east.
    const beside = await check(rectangle(477_900, 3_347_000, 100.4, 100))
    expect(beside.slivers).toMatchObject([{ code: 'parcel_sliver' }])
    expect(beside.slivers[0]?.area_m2).toBeCloseTo(40, 1)
    expect(finding(beside, 'land_use')).toMatchObject({ state: 'no_data', verdict: 'refer' })
    const partly = await check(rectangle(478_600, 3_347_900, 100, 50))
    expect(finding(partly, 'control_line', 'flood')).toMatchObject({ state: 'partly_covered', area_m2: 0 })
    expect(finding(partly, 'control_line', 'flood')?.covered).toBeCloseTo(0.5, 3)
  })

  it('checks for a planner of a town, and says what lies outside of it', async () => {
    await db().query(
      `insert into plans (id, plan_code, name, state, land_use, town_code, area_m2, source, source_id, licence, synthetic, geom)
       select n, 'D' || n, '草案' || n, 'draft', '0701', town, 1, 'fixture', 'd' || n, 'CC0', true,
         ST_Multi(ST_Transform(ST_MakeEnvelope(east, 3346800, east + 50, 3346850, 4549), 4326))
       from (values (1, '330112008', 477500), (2, '330112007', 471500)) as v (n, town, east)`,
    )
    const outlines = [
      rectangle(477_500, 3_346_800, 100, 100),
      rectangle(478_950, 3_346_800, 100, 100),
      rectangle(471_500, 3_346_800, 100, 100),
    ].map((ring, i) => ({ name: `${i} 号`, parts: [[ring]] }))
    const who = 'plannerOfTown'
    const drawn = await site.ask(who, 'POST', '/planning/outlines/drawn', { name: '某镇', outlines })
    expect(drawn.status).toBe(201)
    const path = `/planning/outlines/${drawn.body.id}`
    expect((await site.done(who, `${path}/check`, undefined)).problem).toBeNull()
    const plansOf = async (ordinal: number) => {
      const { body } = await site.ask(who, 'GET', `${path}/results/${ordinal}`)
      return (body as OutlineCheck).findings
        .filter(({ subject }) => subject === 'plan')
        .map(({ kind, verdict, covered, lines }) => [kind, verdict, covered, lines.map(({ name }) => name)])
    }
    expect(await plansOf(0)).toEqual([['', 'note', 1, ['草案1']]])
    expect(await plansOf(1)).toEqual([['outside_towns', 'unknown', expect.closeTo(0.5, 1), []]])
    // The draft of the other town stays hidden, and the result is not clear.
    expect(await plansOf(2)).toEqual([['outside_towns', 'unknown', 0, []]])
    expect((await site.ask('otherPlanner', 'GET', path)).status).toBe(404)
    expect((await site.ask(who, 'POST', '/imports', { file: drawn.body.id, as: 'parcels' })).status).toBe(403)
    await site.ask(who, 'DELETE', path)
  })

  it('checks a batch worst first, continues after an interruption, and drops results of former outlines', async () => {
    const rings = Array.from({ length: 45 }, (_, i) => rectangle(477_600 + 20 * i, 3_347_120, 10, 10))
    const bowTie = ringOf([
      [478_000, 3_347_500],
      [478_010, 3_347_510],
      [478_010, 3_347_500],
      [478_000, 3_347_510],
    ])
    const path = await draw([...rings, bowTie], '一批')
    await site.done('planner', `${path}/check`, undefined)
    const table = (await site.ask('planner', 'GET', `${path}/results`)).body as OutlineResults
    expect(table).toMatchObject({ total: 46, checked: 45, unchecked: [45] })
    const worst = ['block', 'refer', 'unknown', 'note', 'none']
    const order = table.results.map(({ verdict }) => worst.indexOf(verdict))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(table.counts.block).toBe(table.results.filter(({ verdict }) => verdict === 'block').length)
    expect(table.counts.block).toBeGreaterThan(0)
    // As if the server had died after some: only what is missing is checked again.
    await db().query('delete from outline_results where ordinal > 30')
    await db().query('update outline_results set area_m2 = 1 where ordinal = 0')
    await site.done('planner', `${path}/check`, undefined)
    const again = (await site.ask('planner', 'GET', `${path}/results`)).body as OutlineResults
    expect(again.results.map(({ outline }) => outline)).toEqual(table.results.map(({ outline }) => outline))
    expect(again.results.find(({ outline }) => outline === 0)?.area_m2).toBe(1)
    // Another outline of the account lies on one of them.
    const over = await check(rectangle(477_600, 3_347_120, 5, 10))
    expect(finding(over, 'outline')).toMatchObject({ verdict: 'note', lines: [{ name: '一批 · 1 号' }] })
    expect(finding(over, 'outline')?.area_m2).toBeCloseTo(50, 1)
    await site.ask('planner', 'POST', `${path}/repair`, {})
    expect((await site.ask('planner', 'GET', `${path}/results`)).body).toMatchObject({
      checked: 0,
      unchecked: [],
    })
  })

  it('measures many outlines at once as each alone, also along lines with many corners', async () => {
    // A wavy line of 900 corners across the fixture, in many parts; and one that a change moves there.
    const wave = ringOf([
      ...Array.from({ length: 899 }, (_, i): Corner => [477_500 + i, 3_347_060 + 25 * Math.sin(i / 7)]),
      [478_398, 3_346_700],
      [477_500, 3_346_700],
    ])
    const insert = `insert into control_lines (id, kind, severity, source, source_id, licence, synthetic, geom)
      values ($1::bigint, $2, 'refer', 'wave', $2, 'CC0', true, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($3), 4326)))`
    const shape = (ring: unknown) => JSON.stringify({ type: 'Polygon', coordinates: [ring] })
    await db().query(insert, [901, 'water_protection', shape(wave)])
    await db().query(insert, [902, 'ecological_redline', shape(rectangle(470_000, 3_340_000, 10, 10))])
    await db().query(
      `update control_lines set geom = ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($1), 4326)) where id = 902`,
      [shape(rectangle(477_900, 3_347_040, 300, 2))],
    )
    await db().query(insert, [903, 'flood', shape(wave)])
    await db().query('delete from control_lines where id = 903')
    const turned = (n: number): Corner[] => {
      const [east, north, half] = [
        477_550 + ((n * 137) % 1200),
        3_346_950 + ((n * 61) % 250),
        20 + ((n * 17) % 90),
      ]
      return [0, 1, 2, 3, 4].map((corner) => {
        const angle = n + (corner * 2 * Math.PI) / 5
        return [east + half * Math.cos(angle), north + half * Math.sin(angle)]
      })
    }
    const outlines = Array.from({ length: 40 }, (_, n) => ({ name: '', parts: [[ringOf(turned(n))]] }))
    const grounds = outlines.map(groundOf)
    const kinds = await kindsOfLines(db())
    const all = await linesOfOutlines(db(), grounds, '2026-11-30', kinds)
    const facts = ({ kind, result, severity, lines, slivers }: ControlLineKindResult) => ({
      ...{ kind, result, severity, lines: lines.map(({ id, in_force }) => [id, in_force]) },
      slivers: slivers.map(({ id, reason }) => [id, reason]),
    })
    let waves = 0
    for (const [i, ground] of grounds.entries()) {
      const alone = await groundControlLines(db(), ground, '2026-11-30')
      expect(all[i]?.map(facts)).toEqual(alone.kinds.map(facts))
      for (const [at, kind] of alone.kinds.entries()) {
        const many = all[i]?.[at]
        expect(Math.abs((many?.area_m2 ?? 0) - kind.area_m2)).toBeLessThanOrEqual(1e-4 * kind.area_m2 + 1e-3)
        expect(many?.covered_percent).toBeCloseTo(kind.covered_percent, 3)
        waves += kind.lines.filter(({ id }) => id === 901).length
      }
    }
    expect(waves).toBeGreaterThan(10)
  })

  it('says so where the geometry engine fails, and keeps the other layers', async () => {
    await db().query('alter table plans rename to plans_away')
    const result = await check(rectangle(478_000, 3_347_000, 100, 100)).finally(() =>
      db().query('alter table plans_away rename to plans'),
    )
    expect(finding(result, 'plan')).toMatchObject({ state: 'not_computed', verdict: 'unknown' })
    expect(finding(result, 'control_line', 'permanent_basic_farmland')?.area_m2).toBeCloseTo(7500, 1)
  })
})

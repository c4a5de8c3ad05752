/** Checks of synthetic deliveries with known faults; areas are hand-computed in the plane of EPSG:4549. */
import { describe, expect, it } from 'vitest'
import { checkDelivery } from '../../../geodata/delivery/check.ts'
import type { DeliveredFeature } from '../../../geodata/delivery/feature.ts'
import { deliveryReportText } from '../../../geodata/delivery/report-text.ts'
import type { DeliveryReport } from '../../../geodata/model/answers/delivery.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { degreesOf } from '../../../geodata/model/plane.ts'
import { checkCodes, deliveryChecks } from '../../../geodata/model/planning/delivery/checks.ts'
import {
  type DeliveryProfile,
  deliveryProfileSchema,
} from '../../../geodata/model/planning/delivery/profile.ts'
import { deliveryProfileOf } from '../../../geodata/model/planning/delivery/profiles.ts'

type Metres = readonly (readonly [east: number, north: number])[]

/** Returns a polygon of metres from a corner near the lake. */
const polygon = (...rings: readonly Metres[]) => ({
  type: 'Polygon' as const,
  coordinates: rings.map((ring) =>
    ring.map(([east, north]) => degreesOf([477_800 + east, 3_346_700 + north])),
  ),
})
const square = (east: number, north: number, width: number, height = width): Metres => [
  [east, north],
  [east + width, north],
  [east + width, north + height],
  [east, north + height],
  [east, north],
]
const codeOf = (n: number) => `330112001001GB${String(n).padStart(5, '0')}`

async function check(
  as: string,
  given: readonly Pick<DeliveredFeature, 'values' | 'geometry'>[],
  profile?: DeliveryProfile,
): Promise<DeliveryReport> {
  const layer = findLayer(as)
  if (layer === undefined) throw new Error(`no layer ${as}`)
  async function* features() {
    for (const [index, each] of given.entries()) yield { ordinal: index + 1, ...each }
  }
  return checkDelivery({
    layer,
    profile: profile ?? deliveryProfileOf(layer),
    source: 'delivered.gpkg',
    fields: [...new Set(given.flatMap(({ values }) => Object.keys(values)))],
    features: features(),
    count: given.length,
    notes: [],
  })
}

const found = ({ checks }: DeliveryReport) =>
  Object.fromEntries(checks.filter(({ faults }) => faults > 0).map(({ code, faults }) => [code, faults]))
const textsOf = ({ listed }: DeliveryReport, code: string) =>
  listed.filter(({ check: one }) => one === code).map(({ text }) => text.en)

const parcel = (n: number, ring: Metres, more: Record<string, unknown> = {}) => ({
  values: { ZDDM: codeOf(n), DLBM: '0701', ZDMJ: '10000.00', ...more },
  geometry: polygon(ring),
})

describe('the checks', () => {
  it('have weights that add up to 100', () => {
    expect(checkCodes.reduce((sum, code) => sum + deliveryChecks[code].weight, 0)).toBe(100)
  })

  it('find nothing in a sound delivery, and score 100', async () => {
    const report = await check('parcels', [
      parcel(1, square(0, 0, 100)),
      parcel(2, square(100, 0, 100)),
      parcel(3, square(0, 100, 100)),
    ])
    expect(found(report)).toEqual({})
    expect(report).toMatchObject({ score: 100, must: 0, faults: 0, features: 3, area_crs: 'EPSG:4549' })
    expect(report.fields.map(({ column }) => column)).toEqual(['parcel_code', 'land_use', 'area_m2'])
  })

  it('find each kind of wrong value, with the field and what was expected', async () => {
    const report = await check('parcels', [
      parcel(1, square(0, 0, 100)),
      parcel(1, square(100, 0, 100), { DLBM: '住宅' }),
      parcel(3, square(200, 0, 100), { ZDDM: '330112001001XB00003', DLBM: '城镇住宅用地' }),
      parcel(4, square(300, 0, 100), { DLBM: null, 坐落: '很'.repeat(201) }),
      parcel(5, square(400, 0, 100), { ZDMJ: 'about 1' }),
      parcel(6, square(500, 0, 100), { ZDMJ: '10500' }),
      parcel(7, square(600, 0, 100), { 权利人: 'A\uFFFD' }),
    ])
    expect(found(report)).toEqual({
      1102: 1,
      1103: 1,
      1104: 1,
      2101: 1,
      2102: 2,
      2103: 1,
      2104: 1,
      2201: 1,
    })
    expect(textsOf(report, '2102')[1]).toBe('"DLBM" should be the code 0701, but was "城镇住宅用地"')
    expect(textsOf(report, '2103')[0]).toContain('land owner')
    expect(textsOf(report, '2104')).toEqual([`The value ${codeOf(1)} of "ZDDM" is also that of feature 1`])
    expect(textsOf(report, '2201')[0]).toMatch(/10500\.00 m², the geometry (10000|9999)\.\d\d m² .*5\.0 %/)
    expect(report.score).toBeLessThan(100)
    expect(report.must).toBe(7)
    expect(report.listed.every(({ at }) => at !== null)).toBe(true)
  })

  it('tell a missing field once, and areas in another unit once', async () => {
    const report = await check('parcels', [
      { values: { ZDDM: codeOf(1), 面积: '15.00' }, geometry: polygon(square(0, 0, 100)) },
      { values: { ZDDM: codeOf(2), 面积: '15' }, geometry: polygon(square(100, 0, 100)) },
    ])
    expect(found(report)).toEqual({ 1101: 1, 2202: 1 })
    expect(textsOf(report, '1101')[0]).toContain('DLBM')
    expect(textsOf(report, '2202')[0]).toContain('mu')
  })

  it('find invalid geometry by the codes of outlines, and compare the others', async () => {
    const bowtie: Metres = [
      [0, 0],
      [100, 100],
      [100, 0],
      [0, 100],
      [0, 0],
    ]
    const report = await check('parcels', [
      parcel(1, bowtie, { ZDMJ: null }),
      parcel(2, square(200, 0, 100)),
      { ...parcel(3, square(0, 0, 1)), geometry: null },
      { ...parcel(4, square(0, 0, 1)), geometry: { type: 'Point', coordinates: [119.7, 30.2] } },
    ])
    expect(found(report)).toEqual({ 3101: 2, 3102: 1 })
    expect(textsOf(report, '3102')[0]).toContain('crosses itself')
    expect(textsOf(report, '3101')).toEqual([
      'Expected an area, but there is nothing',
      'Expected an area, but there is Point',
    ])
  })

  it('find overlaps, slivers of overlap, and gaps that areas enclose, with their m² and shape', async () => {
    const report = await check(
      'parcels',
      [
        parcel(1, square(0, 0, 100)),
        // 2 m × 100 m over the first one.
        parcel(2, square(98, 0, 100)),
        // 5 mm × 100 m over the second one.
        parcel(3, square(197.995, 0, 100)),
        // Around a gap of 0.5 m × 20 m.
        parcel(4, square(1000, 0, 100, 20)),
        parcel(5, square(1100.5, 0, 100, 20)),
        parcel(6, square(1000, 20, 200.5, 20)),
        parcel(7, square(1000, -20, 200.5, 20)),
        // An open strip of 0.3 m × 60 m between two, and a notch of one, which is no gap.
        parcel(12, square(3000, 0, 100, 60)),
        parcel(13, square(3100.3, 0, 100, 60)),
        parcel(14, [
          [4000, 0],
          [4100, 0],
          [4100, 50],
          [4050.5, 50],
          [4050.5, 10],
          [4050, 10],
          [4050, 50],
          [4000, 50],
          [4000, 0],
        ]),
        // A gap of 5 m is not narrow.
        parcel(8, square(2000, 0, 100, 20)),
        parcel(9, square(2105, 0, 100, 20)),
        parcel(10, square(2000, 20, 205, 20)),
        parcel(11, square(2000, -20, 205, 20)),
      ].map((each) => ({ ...each, values: { ...each.values, ZDMJ: null } })),
    )
    expect(found(report)).toEqual({ 3201: 1, 3202: 2, 3203: 1 })
    const [overlap] = report.listed.filter(({ check: code }) => code === '3201')
    expect(overlap?.area_m2).toBeCloseTo(200, 0)
    expect(overlap?.shape[0]?.[0]).toHaveLength(5)
    const gaps = report.listed.filter(({ check: code }) => code === '3202').map((gap) => gap.area_m2 ?? 0)
    expect(gaps.toSorted((a, b) => a - b).map((area) => Math.round(area * 10) / 10)).toEqual([10, 18])
    expect(textsOf(report, '3202')[0]).toContain('between')
  })

  it('find where the three control lines overlap one another, by code or by title', async () => {
    const line = (kind: string, ring: Metres) => ({ values: { kind, name: kind }, geometry: polygon(ring) })
    const report = await check('control_lines', [
      line('永久基本农田', square(0, 0, 100)),
      line('urban_development_boundary', square(90, 0, 100)),
      line('ecological_redline', square(300, 0, 100)),
      line('ecological_redline', square(350, 0, 100)),
      // Heritage may lie inside of the boundary.
      line('文物保护范围', square(100, 0, 10)),
    ])
    expect(found(report)).toEqual({ 3201: 1, 3301: 1 })
    expect(report.listed.find(({ check: code }) => code === '3301')?.area_m2).toBeCloseTo(1000, 0)
  })

  it('follow rules that are given as data', async () => {
    const rules = deliveryProfileSchema.parse({
      fields: [{ column: 'parcel_code', aliases: ['NO'], required: true, length: 3 }],
    })
    const report = await check(
      'parcels',
      [{ values: { NO: 'A-100' }, geometry: polygon(square(0, 0, 10)) }],
      rules,
    )
    expect(found(report)).toEqual({ 1103: 1 })
    expect(report.checks.map(({ code }) => code)).not.toContain('3201')
    expect(deliveryProfileSchema.safeParse({ fields: [], gap: 1 }).success).toBe(false)
  })

  it('are printed with codes, counts and what to correct', async () => {
    const report = await check('parcels', [parcel(1, square(0, 0, 100), { DLBM: '9999' })])
    expect(deliveryReportText(report, 'zh')).toMatch(
      /2102 值不在值域之内: 1, 必须改正\n +#1 330112001001GB00001: “DLBM”/,
    )
    expect(deliveryReportText(report, 'en')).toMatch(/score \d+(\.\d)?, faults that must be corrected: 1/)
  })
})

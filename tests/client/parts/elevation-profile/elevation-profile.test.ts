import { describe, expect, it } from 'vitest'
import { areasOf, roundStep, scalesOf } from '../../../../client/parts/elevation-profile/drawing.ts'
import { movedDistance } from '../../../../client/parts/elevation-profile/pointer.ts'
import type { ProfiledWay } from '../../../../client/parts/elevation-profile/profiled-way.ts'
import {
  groupWords,
  placeWords,
  reasonWords,
  summaryOf,
  warningGroups,
} from '../../../../client/parts/elevation-profile/words.ts'
import { measureLine } from '../../../../geodata/model/routes/measured-line.ts'

const METRE = 180 / (Math.PI * 6_371_008.771_4)
const way: ProfiledWay = {
  length_m: 400,
  ascent_m: 30,
  descent_m: 0,
  geometry: {
    coordinates: [0, 100, 200, 300, 400].map((x, n) => [x * METRE, 0, [0, 0, 10, 30, 30][n] ?? 0]),
  },
  parts: [
    { from_m: 0, to_m: 200, name: null, surface: 'asphalt', width_m: 3, lit: true },
    { from_m: 200, to_m: 400, name: null, surface: 'gravel', width_m: null, lit: false },
  ],
  warnings: [
    { kind: 'unlit', from_m: 200, to_m: 400, reason: null, until: null },
    {
      kind: 'closed',
      from_m: 250,
      to_m: 300,
      reason: { zh: '积水', en: 'Flooded' },
      until: '2026-12-02T10:00:00Z',
    },
    { kind: 'gate', from_m: 100, to_m: 100, reason: null, until: null },
  ],
}
const line = measureLine(way.geometry.coordinates, way.length_m)

describe('the elevation profile', () => {
  it('says height, gradient, surface and light of a place', () => {
    expect(placeWords(way, line, 100, 'zh')).toBe('100 米 · 海拔 0 米 · 坡度 +5% · 沥青 · 有照明')
    expect(placeWords(way, line, 250, 'en')).toBe('250 m · elevation 20 m · gradient +20% · Gravel · unlit')
  })

  it('names warnings, the most important first, with count, length, reason and date', () => {
    const groups = warningGroups(way)
    expect(groups.map(({ kind }) => kind)).toEqual(['closed', 'gate', 'unlit'])
    expect(groups.map((group) => groupWords(group, 'zh'))).toEqual([
      '1 处，共 50 米',
      '1 处',
      '1 处，共 200 米',
    ])
    const [closed] = groups[0]?.warnings ?? []
    expect(closed && reasonWords(closed, 'en')).toMatch(/^Flooded · until .*2026/)
    expect(summaryOf(way, line, 'zh')).toBe(
      '400 米 · 爬升 30 米 · 下降 0 米；海拔 0–30 米；已封闭 1 处，共 50 米；门或路障 1 处；无照明 1 处，共 200 米',
    )
  })

  it('draws areas by gradient without holes, and none without heights', () => {
    const frame = { left: 40, right: 340, top: 10, bottom: 110 }
    const scales = scalesOf(line, frame)
    expect(scales?.heights).toEqual({ low: 0, high: 40 })
    const { areas, outline } = areasOf(line, scales as NonNullable<typeof scales>, frame)
    expect(new Set(areas.map(({ grade }) => grade))).toEqual(new Set([0, 1, 2, 3]))
    const ends = areas.map(({ path }) => [
      Number(/^M([\d.]+)/.exec(path)?.[1]),
      Number(/L([\d.]+) 110Z$/.exec(path)?.[1]),
    ])
    expect(ends[0]?.[0]).toBe(40)
    expect(ends.at(-1)?.[1]).toBe(340)
    for (const [index, [start]] of ends.entries()) if (index > 0) expect(start).toBe(ends[index - 1]?.[1])
    expect(outline.match(/M/g)).toHaveLength(1)
    expect(
      scalesOf(
        measureLine(
          [
            [0, 0],
            [0.001, 0],
          ],
          100,
        ),
        frame,
      ),
    ).toBeNull()
  })

  it('marks axes at round distances, and moves by keys within the way', () => {
    expect([roundStep(42_000, 5), roundStep(400, 4), roundStep(0.7, 3)]).toEqual([10_000, 100, 0.5])
    expect(movedDistance('ArrowRight', 100, 400)).toBe(104)
    expect(movedDistance('PageDown', 10, 400)).toBe(0)
    expect(movedDistance('End', 10, 400)).toBe(400)
    expect(movedDistance('Tab', 10, 400)).toBeNull()
  })
})

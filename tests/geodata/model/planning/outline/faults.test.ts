/** Faults and repairs of outlines; areas by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { degreesOf, planeOf } from '../../../../../geodata/model/plane.ts'
import { faultsBetween } from '../../../../../geodata/model/planning/outline/between.ts'
import { faultsOf } from '../../../../../geodata/model/planning/outline/faults.ts'
import { isCheckable, type Outline } from '../../../../../geodata/model/planning/outline/outline.ts'
import { outlineArea, repairOutline } from '../../../../../geodata/model/planning/outline/repair.ts'
import { type Corner, outlineOf, partOf, positionAt, square } from './drawing.ts'

const codes = (outline: Outline) => faultsOf(outline).map(({ code }) => code)
const bowTie: Corner[] = [
  [0, 0],
  [100, 100],
  [100, 0],
  [0, 100],
]

describe('faults of an outline', () => {
  const sound = outlineOf(partOf(square(0, 0, 100), square(40, 40, 20).reverse()))

  it('has none where shell and hole are sound', () => {
    expect(codes(sound)).toEqual([])
    expect(outlineArea(sound.parts)).toBeCloseTo(9600, 2)
    expect(repairOutline(sound)).toBeNull()
  })

  it('finds where a bow-tie crosses itself, and makes it two parts of 2,500 m²', () => {
    const [fault] = faultsOf(outlineOf(partOf(bowTie)))
    expect(fault).toMatchObject({ code: 'self_crossing', part: 0, ring: 0 })
    const [east, north] = planeOf(fault?.at ?? [0, 0])
    expect([east - 500_000, north - 3_340_000].map(Math.round)).toEqual([50, 50])
    expect(fault?.text.zh).toContain('自相交')
    const repair = repairOutline(outlineOf(partOf(bowTie)))
    expect(repair).toMatchObject({ parts_before: 1, parts_after: 2, codes: ['self_crossing'] })
    expect(repair?.after_m2).toBeCloseTo(5000, 1)
    expect(repair?.change_m2).toBeCloseTo(5000, 1)
  })

  it.each<[string, Outline, string[], number]>([
    ['an open ring', outlineOf([square(0, 0, 100).map(positionAt)]), ['ring_open'], 10_000],
    [
      'a ring of two corners',
      outlineOf(
        partOf(square(0, 0, 100)),
        partOf([
          [200, 0],
          [210, 0],
        ]),
      ),
      ['ring_short'],
      10_000,
    ],
    [
      'a repeated point',
      outlineOf(partOf([[0, 0], [0, 0], ...square(0, 0, 100).slice(1)])),
      ['duplicate_point'],
      10_000,
    ],
    [
      'a spike',
      outlineOf(
        partOf([
          [0, 0],
          [100, 0],
          [100, 50],
          [150, 50.1],
          [100, 50.2],
          [100, 100],
          [0, 100],
        ]),
      ),
      ['spike'],
      10_000,
    ],
    [
      'a ring that touches itself',
      outlineOf(
        partOf([
          [0, 0],
          [100, 0],
          [100, 100],
          [50, 0],
          [0, 100],
        ]),
      ),
      ['self_touching'],
      5_000,
    ],
    [
      'a hole that sticks out',
      outlineOf(partOf(square(0, 0, 100), square(90, 40, 20).reverse())),
      ['hole_outside'],
      9_800,
    ],
    [
      'holes that overlap',
      outlineOf(partOf(square(0, 0, 100), square(20, 20, 20).reverse(), square(30, 20, 20).reverse())),
      ['holes_overlap'],
      9_400,
    ],
    [
      'a hole that runs as its shell',
      outlineOf(partOf(square(0, 0, 100), square(40, 40, 20))),
      ['ring_order'],
      9_600,
    ],
    [
      'a hole before its shell',
      outlineOf(partOf(square(40, 40, 20), square(0, 0, 100))),
      ['ring_order'],
      9_600,
    ],
    [
      'parts that overlap',
      outlineOf(partOf(square(0, 0, 100)), partOf(square(90, 0, 100))),
      ['parts_overlap'],
      19_000,
    ],
    [
      'parts that share an edge',
      outlineOf(partOf(square(0, 0, 100)), partOf(square(100, 0, 100))),
      ['parts_overlap'],
      20_000,
    ],
    [
      'a hole that splits the interior',
      outlineOf(
        partOf(square(0, 0, 100), [
          [50, 0],
          [90, 50],
          [50, 100],
          [10, 50],
        ]),
      ),
      ['ring_order', 'interior_split'],
      6_000,
    ],
  ])('finds %s and repairs it', (_, outline, expected, area) => {
    expect(codes(outline)).toEqual(expected)
    const repair = repairOutline(outline)
    expect(repair?.after_m2).toBeCloseTo(area, 0)
    expect(codes(repair?.outline ?? outline)).toEqual([])
  })

  it('tells overlaps and gaps between outlines, and not shared edges', () => {
    const set = [
      square(0, 0, 100),
      square(100, 0, 100),
      square(99, 100, 100),
      square(200.4, 0, 100),
      square(0, 300, 9),
    ]
    const found = faultsBetween(set.map((ring) => outlineOf(partOf(ring))))
    expect(found.map(({ code, outline, area_m2 }) => [code, outline, Math.round(area_m2 ?? 0)])).toEqual([
      ['outlines_gap', 3, 40],
    ])
    // The later outline is offered the gap, and then nothing is left between both.
    const [first, later] = [outlineOf(partOf(square(100, 0, 100))), outlineOf(partOf(square(200.4, 0, 100)))]
    const [gap] = faultsBetween([first, later])
    const repair = repairOutline(later, gap?.shape)
    expect(repair).toMatchObject({ codes: ['outlines_gap'], parts_before: 1, parts_after: 1 })
    expect(repair?.change_m2).toBeCloseTo(40, 1)
    expect(faultsBetween([first, repair?.outline ?? later])).toEqual([])
    const over = faultsBetween([outlineOf(partOf(square(0, 0, 100))), outlineOf(partOf(square(95, 0, 100)))])
    expect(over).toMatchObject([{ code: 'outlines_overlap', outline: 1 }])
    expect(over[0]?.area_m2).toBeCloseTo(500, 1)
    expect(outlineArea(over[0]?.shape ?? [])).toBeCloseTo(500, 1)
  })

  it('repairs any ring so that nothing is left to repair, and never changes a sound one', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
    const ring = fc.array(corner, { minLength: 3, maxLength: 9 })
    fc.assert(
      fc.property(
        fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        (parts) => {
          const outline = outlineOf(...parts.map((rings) => partOf(...(rings as Corner[][]))))
          const repair = repairOutline(outline)
          const found = codes(outline)
          // Rings without area cannot be repaired.
          const isEmpty = found.includes('ring_short') || found.includes('spike')
          if (repair === null) {
            expect(isEmpty || isCheckable(faultsOf(outline))).toBe(true)
            return
          }
          expect(isCheckable(faultsOf(repair.outline))).toBe(true)
          expect(outlineArea(repair.outline.parts)).toBeCloseTo(repair.after_m2, 6)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the plane', () => {
  it('has the lake point where PROJ has it, and returns to it', () => {
    const [east, north] = planeOf([119.77, 30.24])
    expect([east, north].map((metres) => metres.toFixed(2))).toEqual(['477861.72', '3346740.85'])
    expect(degreesOf([east, north])[0]).toBeCloseTo(119.77, 9)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  gapBetween,
  inset,
  type PlaneArea,
  type PlanePoint,
  sizeOf,
} from '../../../../geodata/model/massing/area.ts'
import { compareMassings } from '../../../../geodata/model/massing/compare.ts'
import { envelopeOf, limitTitles, type ParcelLimits } from '../../../../geodata/model/massing/limits.ts'
import { type MassingWish, massingOf, PERSON_M2 } from '../../../../geodata/model/massing/proposal.ts'

const E = 477_861
const N = 3_346_740
const shifted = (points: readonly PlanePoint[]): PlaneArea => [
  [points.map(([x, y]) => [E + x, N + y] as const)],
]
const square = shifted([
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
])
const ell = shifted([
  [0, 0],
  [100, 0],
  [100, 40],
  [40, 40],
  [40, 100],
  [0, 100],
])
const limits: ParcelLimits = { far_max: 2, density_max: 30, green_min: 30, height_max: 60, setback: 10 }
const wish: MassingWish = {
  ...{ form: 'block', far: 2, density: 30, height: 60, setback: 0, storey_height: 3 },
  ...{ bar_depth: 14, bar_gap: 20, turn: 0, person_m2: PERSON_M2 },
}

/** Distance from a point to the boundary of an area. */
function boundaryDistance(area: PlaneArea, [x, y]: PlanePoint): number {
  let least = Infinity
  for (const ring of area.flat())
    ring.forEach(([x1, y1], k) => {
      const [x0, y0] = ring[(k + ring.length - 1) % ring.length] ?? [x1, y1]
      const length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
      const share =
        length2 === 0 ? 0 : Math.min(Math.max(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length2, 0), 1)
      least = Math.min(least, Math.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0)))
    })
  return least
}

describe('gap between a parcel and a building', () => {
  it('is measured to the nearest side, not to the nearest corner', () => {
    const box = (x: number, y: number) =>
      shifted([
        [x, y],
        [x + 10, y],
        [x + 10, y + 10],
        [x, y + 10],
      ])
    expect(gapBetween(square, box(45, 112))).toBeCloseTo(12, 9)
    expect(gapBetween(box(45, 112), square)).toBeCloseTo(12, 9)
    expect(gapBetween(square, box(103, 104))).toBeCloseTo(5, 9)
    // The corner of the building faces the inner corner of the parcel.
    expect(gapBetween(ell, box(60, 60))).toBeCloseTo(20, 9)
  })
})

describe('setbacks', () => {
  it('have closed forms for a square and for a concave parcel', () => {
    expect(sizeOf(inset(square, 10))).toBeCloseTo(6400, 1)
    // Two arms, and the square at the reflex corner without the quarter circle around it.
    expect(sizeOf(inset(ell, 10))).toBeCloseTo(80 * 20 + 20 * 60 + (100 - 25 * Math.PI), 0)
    expect(inset(ell, 25)).toEqual([])
  })

  it('keep the distance from every boundary, in any star-shaped parcel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 4, maxLength: 12 }),
        fc.integer({ min: 1, max: 15 }),
        (radii, metres) => {
          const parcel = shifted(
            radii.map((r, k): PlanePoint => {
              const angle = (k / radii.length) * 2 * Math.PI
              return [r * Math.cos(angle), r * Math.sin(angle)]
            }),
          )
          for (const point of inset(parcel, metres).flat(2))
            expect(boundaryDistance(parcel, point)).toBeGreaterThan(metres - 0.01)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the envelope', () => {
  it('names the limit of the footprint', () => {
    expect(envelopeOf(square, limits)).toMatchObject({ footprint_limit: 'density', gfa_m2: 20_000 })
    expect(envelopeOf(square, { ...limits, green_min: 75 }).footprint_limit).toBe('green')
    const narrow = envelopeOf(square, { ...limits, setback: 30 })
    expect(limitTitles[narrow.footprint_limit].zh).toBe('退界')
    expect(narrow.footprint_m2).toBeCloseTo(1600, 1)
  })
})

describe('a proposal', () => {
  it('has storeys, floor area and people, and names the limit that binds', () => {
    const made = massingOf(square, limits, wish)
    expect(made).toMatchObject({ storeys: 6, height_m: 18, binding: 'far' })
    expect(made.footprint_m2).toBeCloseTo(3000, 0)
    expect(made.people).toBe(Math.floor(made.gfa_m2 / 41.76))
    expect(massingOf(square, { ...limits, height_max: 12 }, wish)).toMatchObject({
      storeys: 4,
      binding: 'height',
    })
    const low = { ...wish, height: 9, density: 60 }
    expect(massingOf(square, limits, low)).toMatchObject({ storeys: 3, binding: 'density' })
    expect(massingOf(square, limits, { ...wish, height: 9, density: 20 }).binding).toBe('wish')
    expect(massingOf(square, { ...limits, setback: 60 }, wish)).toMatchObject({
      gfa_m2: 0,
      binding: 'setback',
    })
  })

  it('never breaks a limit, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<'block' | 'rows'>('block', 'rows'),
        fc.double({ min: 0.2, max: 8, noNaN: true }),
        fc.integer({ min: 5, max: 80 }),
        fc.integer({ min: 3, max: 150 }),
        fc.integer({ min: -60, max: 60 }),
        fc.boolean(),
        (form, far, density, height, turn, isConcave) => {
          const parcel = isConcave ? ell : square
          const made = massingOf(parcel, limits, { ...wish, form, far, density, height, turn })
          expect(made.far).toBeLessThanOrEqual(2 + 1e-6)
          expect(made.density).toBeLessThanOrEqual(30.01)
          expect(made.height_m).toBeLessThanOrEqual(60)
          for (const point of made.blocks.flat(2))
            expect(boundaryDistance(parcel, point)).toBeGreaterThan(9.98)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('compares two proposals as numbers', () => {
    const [a, b] = [massingOf(square, limits, wish), massingOf(square, limits, { ...wish, far: 1 })]
    const floor = compareMassings(a, b).find(({ figure }) => figure === 'gfa_m2')
    expect(floor?.difference).toBeCloseTo(b.gfa_m2 - a.gfa_m2)
    expect(floor?.difference).toBeLessThan(0)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../../../geodata/model/distance.ts'
import {
  figuresOf,
  lineOfRange,
  measureLine,
  nearestOn,
  placeAt,
} from '../../../../geodata/model/routes/measured-line.ts'
import { stagesOf } from '../../../../geodata/model/routes/stages.ts'

/** Degrees of longitude of one metre on the equator. */
const METRE = 180 / (Math.PI * 6_371_008.771_4)
const alongEquator = (metres: readonly number[], heights: readonly number[] = []) =>
  metres.map((x, index) => [x * METRE, 0, ...(heights[index] === undefined ? [] : [heights[index]])])

describe('a measured line', () => {
  it('finds the place of a distance again, on any line', () => {
    const place = fc.tuple(
      fc.double({ min: 119.7, max: 119.8, noNaN: true }),
      fc.double({ min: 30.2, max: 30.3, noNaN: true }),
    )
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 2, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (places, share) => {
          const length = places.reduce((sum, at, n) => sum + metresBetween(places[n - 1] ?? at, at), 0)
          fc.pre(length > 10)
          const line = measureLine(places, length)
          const at = placeAt(line, share * length)
          const found = at && nearestOn(line, at)
          expect(found?.distance_m).toBeLessThan(0.5)
        },
      ),
    )
  })

  it('has the stated length, counts nothing over gaps, and no nearest point in one', () => {
    const line = measureLine(alongEquator([0, 100, 200, 300]), 200, [2])
    expect(line.points.map(({ at_m }) => Math.round(at_m))).toEqual([0, 100, 100, 200])
    expect(nearestOn(line, [150 * METRE, 0])?.distance_m).toBeCloseTo(50, 0)
  })

  it('keeps to a range when looking for the nearest point, so that a crossing does not jump ahead', () => {
    const line = measureLine(alongEquator([0, 1000, 0]), 2000)
    expect(nearestOn(line, [400 * METRE, 0], { from_m: 0, to_m: 900 })?.at_m).toBeCloseTo(400, 0)
    expect(nearestOn(line, [400 * METRE, 0], { from_m: 1100, to_m: 2000 })?.at_m).toBeCloseTo(1600, 0)
  })

  it('gives length, ascent and descent of a part, by the rule of the whole', () => {
    const line = measureLine(alongEquator([0, 100, 200, 300], [0, 10, 0, 20]), 300)
    expect(figuresOf(line, { from_m: 0, to_m: 300 })).toMatchObject({ ascent_m: 30, descent_m: 10 })
    const part = figuresOf(line, { from_m: 50, to_m: 150 })
    expect(part.ascent_m).toBeCloseTo(5, 3)
    expect(part.descent_m).toBeCloseTo(5, 3)
    expect(figuresOf(measureLine(alongEquator([0, 100]), 100), { from_m: 0, to_m: 50 }).ascent_m).toBeNull()
    expect(lineOfRange(line, { from_m: 50, to_m: 150 }).map(([x]) => Math.round(x / METRE))).toEqual([
      50, 100, 150,
    ])
  })
})

describe('stages', () => {
  const line = measureLine(alongEquator([0, 10_000]), 10_000)
  const gate = (metres: number, name: string, off = 0) => ({
    at: [metres * METRE, off * METRE] as const,
    name,
  })

  it('lead from entrance to entrance, and are not shorter than 1.5 km', () => {
    const stages = stagesOf(line, [
      gate(0, 'start'),
      gate(4000, 'middle'),
      gate(4500, 'too near'),
      gate(7000, 'far off', 400),
      gate(9500, 'end'),
    ])
    expect(stages.map(({ from, to, length_m }) => [from, to, Math.round(length_m)])).toEqual([
      ['start', 'middle', 4000],
      ['middle', 'end', 6000],
    ])
  })

  it('are none without an entrance in the middle', () => {
    expect(stagesOf(line, [])).toEqual([])
    expect(stagesOf(line, [gate(0, 'start'), gate(10_000, 'end')])).toEqual([])
  })
})

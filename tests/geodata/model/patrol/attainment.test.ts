import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attainment, wilsonInterval } from '../../../../geodata/model/patrol/attainment.ts'

describe('attainment', () => {
  it('is the share of due clocks that were met, with the interval of a published example', () => {
    // 8 of 10: 0.4902 to 0.9433 by Wilson's score without continuity correction.
    const { rate, interval } = attainment('routed', 8, 2)
    expect(rate).toBe(0.8)
    expect(interval?.[0]).toBeCloseTo(0.4902, 4)
    expect(interval?.[1]).toBeCloseTo(0.9433, 4)
  })

  it('is empty if no clock was due', () => {
    expect(attainment('arrived', 0, 0)).toEqual({
      limit_s: 600,
      met: 0,
      breached: 0,
      rate: null,
      interval: null,
    })
  })

  it('has an interval between 0 and 1 around the rate, narrower with more incidents', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const met = Math.round(total * share)
          const [low, high] = wilsonInterval(met, total)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThanOrEqual(met / total + 1e-12)
          expect(high).toBeGreaterThanOrEqual(met / total - 1e-12)
          const [low4, high4] = wilsonInterval(4 * met, 4 * total)
          expect(high4 - low4).toBeLessThan(high - low)
        },
      ),
    )
  })
})

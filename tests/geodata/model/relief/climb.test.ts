import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { climbOf } from '../../../../geodata/model/relief/climb.ts'

describe('climb', () => {
  it('sums the rises', () => {
    expect(climbOf([[0, 10, 5, 20]])).toEqual({ min_m: 0, max_m: 20, climb_m: 25 })
    expect(climbOf([[10, 0]])).toEqual({ min_m: 0, max_m: 10, climb_m: 0 })
  })

  it('ignores noise, but not a long gentle rise', () => {
    expect(climbOf([Array.from({ length: 100 }, (_, index) => index % 2)])?.climb_m).toBe(0)
    expect(climbOf([Array.from({ length: 101 }, (_, index) => index * 0.5)])?.climb_m).toBe(50)
  })

  it('does not climb between parts or over a gap', () => {
    expect(
      climbOf([
        [0, 5],
        [100, 105],
      ])?.climb_m,
    ).toBe(10)
    expect(climbOf([[0, null, 5]])).toEqual({ min_m: 0, max_m: 5, climb_m: 5 })
    expect(climbOf([[null], []])).toBeNull()
  })

  it('is at least the rise from the lowest to the highest point after it, and at most the sum of all rises', () => {
    const heights = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(heights, (line) => {
        const climb = climbOf([line])?.climb_m ?? 0
        const steps = line.map((height, index) => Math.max(0, height - (line[index - 1] ?? height)))
        expect(climb).toBeLessThanOrEqual(steps.reduce((sum, step) => sum + step, 0))
        const best = Math.max(...line.map((high, index) => high - Math.min(...line.slice(0, index + 1))))
        expect(climb).toBeGreaterThanOrEqual(best >= 2 ? best : 0)
      }),
    )
  })
})

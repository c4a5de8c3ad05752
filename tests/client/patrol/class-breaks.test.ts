import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classBreaks, classOf } from '../../../client/patrol/class-breaks.ts'

/** Counts and densities; values too small for a legend become 0. */
const size = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => (value < 1e-6 ? 0 : value))
const values = fc.array(size, { minLength: 1, maxLength: 30 })

describe('classes', () => {
  it('ascend from 0, are at most as many as requested, and none begins above the highest value', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.integer({ min: 2, max: 7 }), (numbers, whole, most) => {
        const given = whole ? numbers.map(Math.round) : numbers
        const breaks = classBreaks(given, most, whole)
        expect(breaks[0]).toBe(0)
        expect(breaks.length).toBeLessThanOrEqual(most)
        expect(new Set(breaks).size).toBe(breaks.length)
        expect([...breaks]).toEqual([...breaks].sort((a, b) => a - b))
        expect(breaks.at(-1)).toBeLessThanOrEqual(Math.max(...given))
        if (whole) expect(breaks.every(Number.isInteger)).toBe(true)
      }),
    )
  })

  it('keep the order of the values', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const breaks = classBreaks(numbers, 5, false)
        const classes = [...numbers].sort((a, b) => a - b).map((value) => classOf(value, breaks))
        expect(classes).toEqual([...classes].sort((a, b) => a - b))
      }),
    )
  })
})

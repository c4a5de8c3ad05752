import { describe, expect, test } from 'vitest'
import { median, medians, orderOfRound, quantile, rounded } from './measure/statistics.ts'

describe('the median', () => {
  test('is the middle value in any order', () => expect(median([9, 1, 5])).toBe(5))
  test('of an even number of values is between the two in the middle', () =>
    expect(median([4, 1, 2, 100])).toBe(3))
  test('of no values is refused', () => expect(() => median([])).toThrow('nothing was measured'))
})

test('quantiles are between the neighbouring values', () => {
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5)
  expect(quantile([7], 0.95)).toBe(7)
})

test('the order is reversed in every second round', () => {
  expect([0, 1, 2].map((round) => orderOfRound(['a', 'b', 'c'], round).join(''))).toEqual([
    'abc',
    'cba',
    'abc',
  ])
})

test('each number of the rounds has its own median, to three digits', () => {
  const rounds = [
    { perSecond: 1234.5, p50: 3 },
    { perSecond: 1000, p50: 1 },
    { perSecond: 5000, p50: 2 },
  ]
  expect(medians(rounds)).toEqual({ perSecond: 1230, p50: 2 })
  expect(rounded(0.0123456)).toBe(0.0123)
})

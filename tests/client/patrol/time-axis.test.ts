import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY } from '../../../client/patrol/incident-columns.ts'
import { ticksOf } from '../../../client/patrol/time-axis.ts'

/** 2026-06-01 at midnight in China, a Monday. */
const origin = Date.parse('2026-05-31T16:00:00Z') / 1000
const labels = (from: number, days: number, language: 'zh' | 'en' = 'zh') =>
  ticksOf({ from: from * DAY, to: (from + days) * DAY }, origin, language).map(({ label }) => label)

it('the axis marks days, Mondays or first days of months, depending on the length of the window', () => {
  expect(labels(0, 3)).toEqual(['6月1日', '6月2日', '6月3日'])
  expect(labels(0, 14, 'en')).toEqual(['1 Jun', '8 Jun'])
  expect(labels(0, 182)).toEqual(['6月', '7月', '8月', '9月', '10月', '11月'])
  expect(labels(0, 730)).toEqual(['9月', '2027年', '5月', '9月', '2028年', '5月'])
})

it('the axis has at most seven marks, at midnights within the window, in ascending order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 8, max: 900 }), (from, days) => {
      const ticks = ticksOf({ from: from * DAY, to: (from + days) * DAY }, origin, 'en')
      expect(ticks.length).toBeLessThanOrEqual(7)
      for (const [index, { time }] of ticks.entries()) {
        expect(time % DAY).toBe(0)
        expect(time >= from * DAY && time < (from + days) * DAY).toBe(true)
        expect(time > (ticks[index - 1]?.time ?? -1)).toBe(true)
      }
    }),
  )
})

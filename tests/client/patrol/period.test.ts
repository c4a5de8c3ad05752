import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY } from '../../../client/patrol/incident-columns.ts'
import {
  dayText,
  periodOf,
  rangeOf,
  readPeriod,
  windowOf,
  writePeriod,
} from '../../../client/patrol/period.ts'
import { presets } from '../../../client/patrol/time-filter.ts'

/** 2024-11-23 at midnight in China. */
const origin = Date.parse('2024-11-22T16:00:00Z') / 1000
const END = 737 * DAY + 5000
const days = fc
  .tuple(fc.integer({ min: 0, max: 736 }), fc.integer({ min: 1, max: 200 }))
  .map(([first, count]) => ({ from: first * DAY, to: Math.min(737, first + count) * DAY }))

it('a period contains whole days in China', () => {
  expect(readPeriod('2026-08-01..2026-08-31')).toEqual({
    from: Date.parse('2026-07-31T16:00:00Z') / 1000,
    to: Date.parse('2026-08-31T16:00:00Z') / 1000,
  })
  expect(dayText(Date.parse('2026-07-31T16:00:00Z') / 1000)).toBe('2026-08-01')
})

it('a preset or a typed period is restored from the URL', () => {
  fc.assert(
    fc.property(days, (range) => {
      const period = periodOf(range, { origin })
      expect(readPeriod(writePeriod(period))).toEqual(period)
      expect(rangeOf(period, { origin }, END)).toEqual(range)
      const window = windowOf(period, range, END)
      expect(window.from <= range.from && window.to >= range.to).toBe(true)
    }),
  )
  for (const { id } of presets) expect(readPeriod(writePeriod(id))).toBe(id)
})

it('an invalid period in the URL is ignored', () => {
  for (const text of ['', 'week ', '2026-02-30..2026-03-01', '2026-08-31..2026-08-01', '2026-08-01', 'a..b'])
    expect(readPeriod(text)).toBeNull()
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countBy, timeHistogram } from '../../../client/patrol/histogram.ts'
import { DAY } from '../../../client/patrol/incident-columns.ts'
import { countIncidents, selectIncidents, traitMask } from '../../../client/patrol/time-filter.ts'
import { figuresByZone } from '../../../client/patrol/zone-attainment.ts'
import { clocks } from '../../../geodata/model/patrol/clocks.ts'
import { columnsOf, ranges, traits } from './columns.ts'

const windows = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 730 }))
  .map(([day, days]) => ({ from: day * DAY, to: (day + days) * DAY }))

describe('the histogram', () => {
  it('counts every incident of its window once, in at most the requested number of bars of whole days', () => {
    fc.assert(
      fc.property(
        columnsOf,
        windows,
        traits,
        fc.integer({ min: 1, max: 150 }),
        (columns, window, wanted, most) => {
          const mask = traitMask(columns, wanted)
          const { counts, step, highest } = timeHistogram(columns.times, mask, window, most)
          expect(step % DAY).toBe(0)
          expect(counts.length).toBeLessThanOrEqual(most)
          expect(counts.length * step).toBeGreaterThanOrEqual(window.to - window.from)
          expect(counts.reduce((sum, one) => sum + one, 0)).toBe(countIncidents(columns.times, window, mask))
          expect(highest).toBe(Math.max(...counts))
        },
      ),
    )
  })

  it('counts each bar as a separate range would', () => {
    fc.assert(
      fc.property(columnsOf, windows, (columns, window) => {
        const mask = new Uint8Array(columns.count).fill(1)
        const { counts, step } = timeHistogram(columns.times, mask, window, 20)
        const plain = [...counts].map((_, bar) => {
          const from = window.from + bar * step
          return countIncidents(columns.times, { from, to: Math.min(window.to, from + step) }, mask)
        })
        expect([...counts]).toEqual(plain)
      }),
    )
  })
})

it('counts by hour and by zone add up to the selection', () => {
  fc.assert(
    fc.property(columnsOf, ranges, traits, (columns, range, wanted) => {
      const chosen = selectIncidents(columns.times, range, traitMask(columns, wanted))
      const byHour = countBy(chosen, columns.hours, 24)
      expect(byHour.reduce((sum, one) => sum + one, 0)).toBe(chosen.length)
      const inZones = [...figuresByZone(chosen, columns).values()].reduce(
        (sum, { incidents }) => sum + incidents,
        0,
      )
      expect(inZones).toBe([...chosen].filter((index) => (columns.zones[index] ?? -1) >= 0).length)
    }),
  )
})

it('counts by zone and clock match a direct count', () => {
  fc.assert(
    fc.property(columnsOf, ranges, traits, (columns, range, wanted) => {
      const chosen = selectIncidents(columns.times, range, traitMask(columns, wanted))
      for (const [code, { attainment }] of figuresByZone(chosen, columns)) {
        const own = [...chosen].filter((index) => columns.zoneCodes[columns.zones[index] ?? -1] === code)
        for (const [position, clock] of clocks.entries()) {
          const verdicts = own.map((index) => columns.outcomes[columns.outcomeOf[index] ?? 0]?.[position])
          expect(attainment[clock].met).toBe(verdicts.filter((one) => one === 'met').length)
          expect(attainment[clock].breached).toBe(verdicts.filter((one) => one === 'breached').length)
        }
      }
    }),
  )
})

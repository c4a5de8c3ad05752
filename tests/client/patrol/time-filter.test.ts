import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, decodeColumns } from '../../../client/patrol/incident-columns.ts'
import {
  countIncidents,
  endOfTime,
  noTraits,
  placePreset,
  presets,
  rangeBefore,
  selectIncidents,
  traitMask,
} from '../../../client/patrol/time-filter.ts'
import { answerOf, columnsOf, EPOCH, ranges, traits } from './columns.ts'

describe('filtering incidents', () => {
  it('selects the same incidents as a direct evaluation of the filter', () => {
    fc.assert(
      fc.property(columnsOf, ranges, traits, (columns, range, wanted) => {
        const passes = <T>(set: ReadonlySet<T>, value: T) => set.size === 0 || set.has(value)
        const plain = Array.from({ length: columns.count }, (_, index) => index).filter((index) => {
          const time = columns.times[index] ?? 0
          return (
            time >= range.from &&
            time < range.to &&
            passes(wanted.kinds, columns.kindCodes[columns.kinds[index] ?? 0] ?? '') &&
            passes(wanted.hours, columns.hours[index] ?? 0) &&
            passes(wanted.weekdays, columns.weekdays[index] ?? 0)
          )
        })
        const mask = traitMask(columns, wanted)
        expect([...selectIncidents(columns.times, range, mask)]).toEqual(plain)
        expect(countIncidents(columns.times, range, mask)).toBe(plain.length)
      }),
    )
  })

  it('splits a range without losing or duplicating an incident', () => {
    fc.assert(
      fc.property(columnsOf, ranges, fc.double({ min: 0, max: 1, noNaN: true }), (columns, range, part) => {
        const middle = Math.round(range.from + (range.to - range.from) * part)
        const mask = traitMask(columns, noTraits)
        const count = (from: number, to: number) => countIncidents(columns.times, { from, to }, mask)
        expect(count(range.from, middle) + count(middle, range.to)).toBe(count(range.from, range.to))
      }),
    )
  })

  it('filters 20,000 incidents within a frame', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      time: index * 3000,
      kind: index % 3,
      zone: 0,
    }))
    const columns = decodeColumns(answerOf(many))
    const wanted = { kinds: new Set(['littering']), hours: new Set([8, 9]), weekdays: new Set([5, 6]) }
    const range = { from: 0, to: 730 * DAY }
    const once = () => selectIncidents(columns.times, range, traitMask(columns, wanted))
    once()
    const rounds = Array.from({ length: 9 }, () => {
      const started = performance.now()
      once()
      return performance.now() - started
    }).sort((a, b) => a - b)
    expect(rounds[4]).toBeLessThan(16)
  })
})

describe('the end of time', () => {
  const columns = decodeColumns(answerOf([{ time: 0, kind: 0, zone: 0 }]))

  it('is now while incidents are recent', () => {
    expect(endOfTime(columns, EPOCH + 5 * DAY)).toBe(EPOCH + 5 * DAY - columns.origin)
  })

  it('is the last incident if the data ended more than 30 days ago', () => {
    expect(endOfTime(columns, EPOCH + 90 * DAY)).toBe(EPOCH - columns.origin + 1)
  })
})

describe('presets', () => {
  it('end at the end of the data, have the stated length, and are within their window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 800 * DAY, max: 1200 * DAY }),
        fc.constantFrom(...presets),
        (end, preset) => {
          const { range, window } = placePreset(preset, end)
          expect(range.to).toBe(end)
          if (preset.days === 1) expect(range.to - range.from).toBe(DAY)
          else {
            // The range begins at midnight, so that the shown days are the counted days.
            expect(range.from % DAY).toBe(0)
            expect(Math.ceil(range.to / DAY) - range.from / DAY).toBe(preset.days)
          }
          expect(window.to).toBeGreaterThanOrEqual(end)
          expect(window.to % DAY).toBe(0)
          expect(window.from).toBeLessThanOrEqual(range.from)
        },
      ),
    )
  })

  it('begin with the data if the data are shorter', () => {
    expect(presets.map((preset) => placePreset(preset, DAY / 2).range)).toEqual(
      presets.map(() => ({ from: 0, to: DAY / 2 })),
    )
  })

  it('compare with the previous period only if it has data', () => {
    expect(rangeBefore({ from: 10, to: 15 })).toEqual({ from: 5, to: 10 })
    expect(rangeBefore({ from: 4, to: 10 })).toBeNull()
  })
})

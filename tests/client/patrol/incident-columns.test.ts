import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumns, midnightBefore, weekdayOf } from '../../../client/patrol/incident-columns.ts'
import { answerOf, answers, EPOCH } from './columns.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const inChina = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
})

function calendarOf(seconds: number) {
  const parts = inChina.formatToParts(new Date(seconds * 1000))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { hour: Number(part('hour')), weekday: weekdays.indexOf(part('weekday')) }
}

describe('decoding incidents', () => {
  it('computes hour and weekday of every incident in China', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const columns = decodeColumns(answer)
        for (let index = 0; index < columns.count; index += 1) {
          const moment = (answer.epoch ?? 0) + (answer.received_s[index] ?? 0)
          const { hour, weekday } = calendarOf(moment)
          expect(columns.hours[index]).toBe(hour)
          expect(columns.weekdays[index]).toBe(weekday)
          expect(columns.origin + (columns.times[index] ?? 0)).toBe(moment)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keeps six decimals of positions, which need more than 32 bits', () => {
    const answer = { ...answerOf([{ time: 0, kind: 0, zone: 0 }]), lon: [120.123457], lat: [30.234567] }
    const { longitudes, latitudes } = decodeColumns(answer)
    expect([longitudes[0], latitudes[0]]).toEqual([120.123457, 30.234567])
  })

  it('counts time from a midnight in China', () => {
    expect(new Date(midnightBefore(EPOCH) * 1000).toISOString()).toBe('2024-11-22T16:00:00.000Z')
    expect(weekdayOf(Date.parse('2026-11-23T00:30:00+08:00') / 1000)).toBe(0)
    expect(weekdayOf(Date.parse('2026-11-22T23:59:59+08:00') / 1000)).toBe(6)
  })

  it('accepts an empty answer', () => {
    expect(decodeColumns(answerOf([])).count).toBe(0)
  })

  it('refuses columns of unequal length, unordered times, and other invalid answers', () => {
    const answer = answerOf([
      { time: 0, kind: 0, zone: 0 },
      { time: 60, kind: 1, zone: 1 },
    ])
    expect(() => decodeColumns({ ...answer, lon: [120] })).toThrow('unequal length')
    expect(() => decodeColumns({ ...answer, received_s: [60, 0] })).toThrow('order')
    expect(() => decodeColumns({ count: 2 })).toThrow()
  })
})

import { describe, expect, it } from 'vitest'
import { parseOpeningHours } from '../../../geodata/model/opening-hours.ts'
import { dayKind, holidayYears } from '../../../geodata/model/public-holidays.ts'

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

describe('holidays of China', () => {
  it('know days off and worked days, and say that a year is not listed', () => {
    expect(
      ['2026-02-15', '2026-02-23', '2026-02-24', '2026-02-28', '2030-01-01'].map((one) => dayKind(day(one))),
    ).toEqual(['off', 'off', 'ordinary', 'worked', 'unknown'])
  })

  it('are whole: a worked day is on a weekend and not off, and each year has a source', () => {
    for (const { year, source, off, worked } of holidayYears) {
      expect(source).toMatch(/^https:/)
      for (const one of worked) {
        expect([0, 6]).toContain(new Date(`${one}T00:00:00Z`).getUTCDay())
        expect(off.some(([from, to]) => one >= from && one <= to)).toBe(false)
      }
      for (const [from, to] of off) expect(from <= to && from.startsWith(String(year))).toBe(true)
    }
  })

  it.each([
    // Thursday of the National Day, in China's time.
    ['Mo-Su 08:00-17:00; PH off', '2026-10-01T10:00:00+08:00', false],
    ['Mo-Su 08:00-17:00; PH off', '2026-10-08T10:00:00+08:00', true],
    ['Mo-Fr 08:00-17:00; PH 10:00-12:00', '2026-10-01T11:00:00+08:00', true],
    ['Mo-Fr 08:00-17:00; PH 10:00-12:00', '2026-10-01T14:00:00+08:00', false],
    ['Sa,Su,PH 09:00-18:00', '2026-10-01T10:00:00+08:00', true],
    ['Sa,Su,PH 09:00-18:00', '2026-10-08T10:00:00+08:00', false],
    ['PH,Sa-Su 09:00-18:00', '2026-10-01T10:00:00+08:00', true],
    // A worked Saturday stays a Saturday in this syntax.
    ['Mo-Fr 08:00-17:00', '2026-10-10T10:00:00+08:00', false],
  ])('%s at %s', (text, time, isOpen) => {
    expect(parseOpeningHours(text)?.at(Date.parse(time)).isOpen).toBe(isOpen)
  })

  it('are named by the hours that need a list', () => {
    expect(parseOpeningHours('Mo-Fr 08:00-17:00; PH off')?.namesHolidays).toBe(true)
    expect(parseOpeningHours('24/7')?.namesHolidays).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { wasOnDuty } from '../../../../geodata/model/patrol/duty.ts'

const hour = (h: number) => h * 3_600_000
const shift = (from: number, to: number) => ({ startsAt: hour(from), endsAt: hour(to) })
const told = (kind: 'begin' | 'end', at: number) => ({ kind, at: hour(at) })

test.each([
  ['in a shift', [shift(8, 16)], [], [8, 12, 15.9], [7.9, 16, 20]],
  ['until it ends duty early', [shift(8, 16), shift(18, 20)], [told('end', 12)], [8, 11.9, 18], [12, 15, 17]],
  [
    'again after it begins duty again',
    [shift(8, 16)],
    [told('end', 12), told('begin', 14)],
    [11, 14, 15.9],
    [13, 16, 17],
  ],
  ['outside of shifts for 12 hours', [], [told('begin', 8)], [8, 12, 19.9], [7, 20.1]],
  ['before a shift that was begun early', [shift(8, 16)], [told('begin', 7.5)], [7.6, 8, 15], [7, 16.1]],
])('a unit is on duty %s', (_, shifts, checkIns, on, off) => {
  for (const moment of on) expect(wasOnDuty({ shifts, checkIns }, hour(moment)), `${moment}`).toBe(true)
  for (const moment of off) expect(wasOnDuty({ shifts, checkIns }, hour(moment)), `${moment}`).toBe(false)
})

import { expect, test } from 'vitest'
import { arrivalText, partsOf } from '../../../../client/patrol/dispatch/arrival-text.ts'

const unreachable = { code: 'unreachable', weight: 'bars', params: {} } as const

test('without a ranking the time is unknown, and the distance is a straight line', () => {
  expect(arrivalText({ seconds: null, reasons: [] }, 'zh')).toBe('时间未知')
  expect(partsOf({ turn_out_s: 0, network_s: null, metres: 1110 }, 'zh')).toMatch(/^直线 1\.1/)
  expect(partsOf({ turn_out_s: 0, network_s: null, metres: 1110 }, 'en')).toMatch(/^straight line 1\.1/)
})

test('only the network says that a unit cannot get there', () => {
  expect(arrivalText({ seconds: null, reasons: [unreachable] }, 'en')).toBe('not reachable')
  expect(arrivalText({ seconds: 200, reasons: [] }, 'zh')).toBe('3 分 20 秒')
  expect(partsOf({ turn_out_s: 60, network_s: 140, metres: 2100 }, 'zh')).toMatch(
    /^出动 1 分钟 · 行驶 2 分 20 秒 · 2\.1/,
  )
})

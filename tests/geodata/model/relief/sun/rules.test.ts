import { expect, it } from 'vitest'
import { DEFAULT_SUN_RULE, sunRules } from '../../../../../geodata/model/relief/sun/rules.ts'

it('has the windows of the norm: 8 to 16 on the day of great cold, 9 to 15 at the solstice', () => {
  for (const { term, from, to, sill, source } of sunRules) {
    expect([from / 60, to / 60]).toEqual(term === 'great-cold' ? [8, 16] : [9, 15])
    expect(sill).toBe(0.9)
    expect(source.zh).toContain('GB 50180-2018')
  }
  expect(sunRules.find(({ id }) => id === DEFAULT_SUN_RULE)?.needed).toBe(120)
})

import { expect, test } from 'vitest'
import { changedTitles } from '../../../../geodata/model/planning/changed-columns.ts'

test('readers see titles of changed columns, not their names', () => {
  expect(changedTitles(['land_use', 'geom'], 'zh')).not.toMatch(/[a-z_]/)
  expect(changedTitles(['geom', 'height_max_m'], 'en')).toMatch(/^Geometry, [A-Z]/)
  expect(changedTitles([], 'zh')).toBe('')
})

import { expect, test } from 'vitest'
import { formatArea, formatCode, formatLength, formatValue } from '../../client/format.ts'
import { catalogue, layerProperties } from '../../geodata/model/catalogue.ts'
import type { Property } from '../../geodata/model/layer.ts'

test.each([
  [9_300, 'zh', '9.3 公里'],
  [42_195, 'zh', '42.2 公里'],
  [999, 'en', '999 m'],
  [1000, 'en', '1 km'],
  [3.25, 'zh', '3.3 米'],
] as const)('%d m in %s reads %s', (metres, language, expected) => {
  expect(formatLength(metres, language)).toBe(expected)
})

test.each([
  [86, 'zh', '86 平方米'],
  [2000, 'zh', '2,000 平方米（3 亩）'],
  [20_000, 'zh', '2 公顷（30 亩）'],
  [20_000, 'en', '2 ha (30 mu)'],
  [9_800_000, 'zh', '9.8 平方公里'],
  [9_800_000, 'en', '9.8 km²'],
] as const)('%d m² in %s reads %s', (area, language, expected) => {
  expect(formatArea(area, language)).toBe(expected)
})

function propertyOf(layer: string, name: string): Property {
  const found = catalogue.find(({ id }) => id === layer)
  const property = found && layerProperties(found).find((one) => one.name === name)
  if (!property) throw new Error(`${layer} has no ${name}`)
  return property
}

test('codes are shown as titles', () => {
  expect(formatValue('boardwalk', propertyOf('greenway_segments', 'surface'), 'zh')).toBe('木栈道')
  expect(formatCode('0701', 'land_use', 'en')).toBe('0701 Urban residential')
  expect(formatCode('070102', 'landUseDetails', 'zh')).toBe('070102 二类城镇住宅用地')
  expect(formatCode('made-up', 'surfaces', 'en')).toBe('made-up')
})

test('values have units', () => {
  expect(formatValue(35, propertyOf('parcels', 'green_ratio'), 'zh')).toBe('35%')
  expect(formatValue(5, propertyOf('units', 'members'), 'zh')).toBe('5 人')
  expect(formatValue(true, propertyOf('facilities', 'wheelchair'), 'en')).toBe('Yes')
  expect(formatValue(['急救', '调解'], propertyOf('units', 'skills'), 'zh')).toBe('急救、调解')
  expect(formatValue(null, propertyOf('units', 'skills'), 'zh')).toBeNull()
  expect(formatValue('2024-05-06', propertyOf('parcels', 'supplied_on'), 'zh')).toBe('2024年5月6日')
})

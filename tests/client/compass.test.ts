import { expect, test } from 'vitest'
import { compassPoint } from '../../client/compass.ts'

test.each([
  [0, '北'],
  [22.4, '北'],
  [22.6, '东北'],
  [90, '东'],
  [181, '南'],
  [315, '西北'],
  [359, '北'],
  [-45, '西北'],
])('%d° is %s', (bearing, point) => {
  expect(compassPoint(bearing).zh).toBe(point)
})

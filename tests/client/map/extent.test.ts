import { expect, test } from 'vitest'
import { extentOf } from '../../../client/map/extent.ts'
import { scaleFor } from '../../../client/map/scale.ts'

test('the extent of a shape holds all its corners', () => {
  const ring = [
    [119.7, 30.2],
    [119.9, 30.25],
    [119.8, 30.3],
    [119.7, 30.2],
  ]
  expect(extentOf({ type: 'MultiPolygon', coordinates: [[ring]] })).toEqual([119.7, 30.2, 119.9, 30.3])
  expect(extentOf({ type: 'Point', coordinates: [120, 30] })).toEqual([120, 30, 120, 30])
})

test.each([8, 11.3, 14, 19.9])('the scale bar at zoom %d is a round length and fits', (zoom) => {
  const { metres, width } = scaleFor(zoom, 30.25, 96)
  expect(String(metres)).toMatch(/^(1|2|5|0\.[125])0*$/)
  expect(width).toBeLessThanOrEqual(96)
  expect(width).toBeGreaterThan(96 / 2.6)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bboxText, extentOf } from '../../../client/map/extent.ts'
import { scaleFor } from '../../../client/map/scale.ts'
import { parseBbox } from '../../../server/features/select/bbox.ts'

test('the extent of a shape contains all its corners', () => {
  const ring = [
    [119.7, 30.2],
    [119.9, 30.25],
    [119.8, 30.3],
    [119.7, 30.2],
  ]
  expect(extentOf({ type: 'MultiPolygon', coordinates: [[ring]] })).toEqual([119.7, 30.2, 119.9, 30.3])
  expect(extentOf({ type: 'Point', coordinates: [120, 30] })).toEqual([120, 30, 120, 30])
})

test.each([8, 11.3, 14, 19.9])('the scale bar at zoom %d has a round length and fits', (zoom) => {
  const { metres, width } = scaleFor(zoom, 30.25, 96)
  expect(String(metres)).toMatch(/^(1|2|5|0\.[125])0*$/)
  expect(width).toBeLessThanOrEqual(96)
  expect(width).toBeGreaterThan(96 / 2.6)
})

test('the server reads the view as a box that contains all of it, and hardly more', () => {
  const longitude = fc.double({ min: -180, max: 180, noNaN: true })
  const latitude = fc.double({ min: -90, max: 90, noNaN: true })
  fc.assert(
    fc.property(longitude, longitude, latitude, latitude, (a, b, c, d) => {
      const view = [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)] as const
      const box = parseBbox(bboxText(view))
      expect(box).toBeDefined()
      const outwards = [-1, -1, 1, 1]
      for (const [index, degrees] of view.entries()) {
        const grown = ((box?.[index] ?? Number.NaN) - degrees) * (outwards[index] ?? 0)
        expect(grown).toBeGreaterThanOrEqual(0)
        expect(grown).toBeLessThan(2e-5)
      }
    }),
  )
})

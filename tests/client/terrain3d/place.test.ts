import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlace, fromPlane, qingshanBounds, toPlane } from '../../../client/terrain3d/place.ts'

const place = createPlace(qingshanBounds)

test('the plane is in true metres', () => {
  // 0.14° of longitude at 30.25° N are 13.48 km, 0.09° of latitude 9.98 km on the ellipsoid.
  expect(Math.abs(place.width - 13_480) / 13_480).toBeLessThan(0.005)
  expect(Math.abs(place.depth - 9_980) / 9_980).toBeLessThan(0.008)
})

test('east is x, south is z, the middle is the origin', () => {
  const [x, z] = toPlane(place, 119.84, 30.205)
  expect(x).toBeCloseTo(place.width / 2, 3)
  expect(z).toBeCloseTo(place.depth / 2, 3)
})

test('positions are converted to the plane and back', () => {
  const [west, south, east, north] = qingshanBounds
  const inside = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true })
  fc.assert(
    fc.property(inside(west, east), inside(south, north), (longitude, latitude) => {
      const [backLongitude, backLatitude] = fromPlane(place, ...toPlane(place, longitude, latitude))
      expect(backLongitude).toBeCloseTo(longitude, 9)
      expect(backLatitude).toBeCloseTo(latitude, 9)
    }),
  )
})

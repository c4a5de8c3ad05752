import { bearing, distance } from '@turf/turf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bearingTo, metresBetween } from '../../../geodata/model/distance.ts'

const place = fc.tuple(
  fc.double({ min: 118, max: 121, noNaN: true }),
  fc.double({ min: 29, max: 31, noNaN: true }),
)

test('distances and bearings equal those of turf', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const metres = distance(a, b, { units: 'meters' })
      expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThan(0.01 + metres * 1e-6)
      if (metres > 1) {
        const turned = (bearing(a, b) + 360) % 360
        const off = Math.abs((bearingTo(a, b) ?? Number.NaN) - turned)
        expect(Math.min(off, 360 - off)).toBeLessThan(0.001)
      }
    }),
  )
  expect(metresBetween([119, 30], [119, 30])).toBe(0)
  expect(bearingTo([119, 30], [119, 30])).toBeNull()
})

import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import type { Bounds } from '../../../../geodata/model/tile.ts'
import { withMargin } from '../../../../server/features/select/extent-margin.ts'

const plane = proj4('+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')

test('the corners of an extent contain all of it in the plane too', () => {
  const box = fc
    .tuple(
      fc.double({ min: 118.5, max: 120.5, noNaN: true }),
      fc.double({ min: 27, max: 31, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
    )
    .map(([west, south, wide, ratio]): Bounds => [west, south, west + wide, south + wide * ratio])
  fc.assert(
    fc.property(box, fc.double({ min: 0, max: 1, noNaN: true }), (extent, part) => {
      const [west, south, east, north] = extent
      const published = withMargin(extent)
      const [left = 0, bottom = 0] = plane.forward([published[0], published[1]])
      const [right = 0, top = 0] = plane.forward([published[2], published[3]])
      for (const place of [
        [west + part * (east - west), south],
        [west + part * (east - west), north],
        [west, south + part * (north - south)],
        [east, south + part * (north - south)],
      ]) {
        const [x = 0, y = 0] = plane.forward(place)
        expect(x).toBeGreaterThanOrEqual(left)
        expect(x).toBeLessThanOrEqual(right)
        expect(y).toBeGreaterThanOrEqual(bottom)
        expect(y).toBeLessThanOrEqual(top)
      }
      // It is not larger than necessary, so a map that shows it shows the collection.
      expect(published[2] - published[0]).toBeLessThan(1.15 * (east - west))
    }),
    { numRuns: 300 },
  )
})

test('a single place or a narrow strip keeps its extent', () => {
  for (const extent of [
    [119.77, 30.24, 119.77, 30.24],
    [119.7005, 30.24, 119.8252, 30.2402],
    [-180, -90, 180, 90],
  ] as const)
    expect(withMargin(extent)).toEqual(extent)
})

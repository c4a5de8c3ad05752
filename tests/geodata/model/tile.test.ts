import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fromMercator,
  isTileAddress,
  MAX_ZOOM,
  MERCATOR_LIMIT,
  tileAt,
  tileBounds,
  toMercator,
} from '../../../geodata/model/tile.ts'

const zoom = fc.integer({ min: 0, max: MAX_ZOOM })
const longitude = fc.double({ min: -180, max: 180, noNaN: true })
const latitude = fc.double({ min: -85, max: 85, noNaN: true })
const address = zoom.chain((z) => {
  const coordinate = fc.integer({ min: 0, max: 2 ** z - 1 })
  return fc.record({ z: fc.constant(z), x: coordinate, y: coordinate })
})

test('the tile at a position contains the position', () => {
  fc.assert(
    fc.property(longitude, latitude, zoom, (lon, lat, z) => {
      const tile = tileAt(lon, lat, z)
      expect(isTileAddress(tile)).toBe(true)
      const [west, south, east, north] = tileBounds(tile)
      const [x, y] = toMercator(lon, lat)
      const slack = 1e-6
      expect(x).toBeGreaterThanOrEqual(west - slack)
      expect(x).toBeLessThanOrEqual(east + slack)
      expect(y).toBeGreaterThanOrEqual(south - slack)
      expect(y).toBeLessThanOrEqual(north + slack)
    }),
  )
})

test('a tile equals its four children and shares its edges with its neighbours', () => {
  fc.assert(
    fc.property(address, ({ z, x, y }) => {
      const [west, south, east, north] = tileBounds({ z, x, y })
      const first = tileBounds({ z: z + 1, x: 2 * x, y: 2 * y })
      const last = tileBounds({ z: z + 1, x: 2 * x + 1, y: 2 * y + 1 })
      for (const [one, other] of [
        [first[0], west],
        [first[3], north],
        [last[2], east],
        [last[1], south],
        [tileBounds({ z, x: x + 1, y })[0], east],
        [tileBounds({ z, x, y: y + 1 })[3], south],
      ] as const) {
        expect(one).toBeCloseTo(other, 6)
      }
    }),
  )
})

test('the buffer extends a tile by its share of the side', () => {
  fc.assert(
    fc.property(address, (tile) => {
      const [west, south, east, north] = tileBounds(tile)
      const grown = tileBounds(tile, 64)
      const margin = (east - west) / 64
      for (const [i, expected] of [west - margin, south - margin, east + margin, north + margin].entries()) {
        expect(grown[i]).toBeCloseTo(expected, 6)
      }
    }),
  )
})

test('degrees are converted to metres and back', () => {
  fc.assert(
    fc.property(longitude, latitude, (lon, lat) => {
      const [x, y] = toMercator(lon, lat)
      const back = fromMercator(x, y)
      expect(back[0]).toBeCloseTo(lon, 9)
      expect(back[1]).toBeCloseTo(lat, 9)
    }),
  )
})

test('positions outside the square are moved to its edge', () => {
  expect(toMercator(180, 90)[1]).toBeCloseTo(MERCATOR_LIMIT, 3)
  expect(tileAt(180, -90, 3)).toEqual({ z: 3, x: 7, y: 7 })
  expect(tileAt(-180, 90, 3)).toEqual({ z: 3, x: 0, y: 0 })
})

test.each([
  { z: -1, x: 0, y: 0 },
  { z: MAX_ZOOM + 1, x: 0, y: 0 },
  { z: 1.5, x: 0, y: 0 },
  { z: 3, x: 8, y: 0 },
  { z: 3, x: 0, y: 8 },
  { z: 3, x: -1, y: 0 },
  { z: 3, x: 0.5, y: 0 },
  { z: Number.NaN, x: 0, y: 0 },
])('%o is not a tile', (tile) => {
  expect(isTileAddress(tile)).toBe(false)
})

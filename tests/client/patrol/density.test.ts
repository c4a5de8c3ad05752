import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { densityOf } from '../../../client/patrol/density-raster.ts'
import { binHexagons, hexagonFeature } from '../../../client/patrol/hexagons.ts'

const points = fc
  .array(
    fc.tuple(
      fc.double({ min: 119.6, max: 120.2, noNaN: true }),
      fc.double({ min: 30.1, max: 30.4, noNaN: true }),
    ),
    { minLength: 1, maxLength: 200 },
  )
  .map((places) => ({
    longitudes: Float64Array.from(places, ([longitude]) => longitude),
    latitudes: Float64Array.from(places, ([, latitude]) => latitude),
    chosen: Uint32Array.from(places, (_, index) => index),
  }))

describe('hexagons', () => {
  it('count every incident once, in the hexagon that contains it', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 8, max: 17 }), ({ chosen, ...columns }, zoom) => {
        const { hexagons, radius } = binHexagons(columns, chosen, zoom, 22)
        expect(hexagons.reduce((sum, { count }) => sum + count, 0)).toBe(chosen.length)
        const alone = binHexagons(columns, chosen.subarray(0, 1), zoom, 22).hexagons[0]
        if (!alone) throw new Error('no hexagon')
        const ring = hexagonFeature(alone, radius).geometry.coordinates[0] ?? []
        const [longitude = 0, latitude = 0] = [columns.longitudes[0], columns.latitudes[0]]
        const edge =
          (1 / 0.96 - 1) * (Math.max(...ring.map(([x = 0]) => x)) - Math.min(...ring.map(([x = 0]) => x)))
        expect(longitude).toBeGreaterThanOrEqual(Math.min(...ring.map(([x = 0]) => x)) - edge)
        expect(longitude).toBeLessThanOrEqual(Math.max(...ring.map(([x = 0]) => x)) + edge)
        expect(latitude).toBeGreaterThanOrEqual(Math.min(...ring.map(([, y = 0]) => y)) - edge)
        expect(latitude).toBeLessThanOrEqual(Math.max(...ring.map(([, y = 0]) => y)) + edge)
      }),
    )
  })
})

describe('the draped density', () => {
  const bounds = [119, 29.5, 121, 31] as const

  it('keeps the total number of incidents, except near the edge of the image', () => {
    fc.assert(
      fc.property(points, ({ chosen, ...columns }) => {
        const { values } = densityOf(columns, chosen, [...bounds], 128, 3)
        expect(values.reduce((sum, one) => sum + one, 0)).toBeCloseTo(chosen.length, 1)
      }),
      { numRuns: 30 },
    )
  })

  it('is highest at the incidents, with north at the top', () => {
    const columns = { longitudes: Float64Array.of(119.258), latitudes: Float64Array.of(30.8) }
    const { values, most, size } = densityOf(columns, Uint32Array.of(0), [...bounds], 128, 3)
    const highest = values.indexOf(most)
    expect(Math.floor(highest / size)).toBeLessThan(size / 4)
    expect(highest % size).toBe(16)
  })
})

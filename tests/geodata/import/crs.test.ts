import fc from 'fast-check'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import type { Extent } from '../../../geodata/import/crs.ts'
import { fitsCrs, guessCrs, parseCrs } from '../../../geodata/import/crs.ts'
import { fileCrsOf } from '../../../geodata/import/file-crs.ts'
import { shiftFrom } from '../../../geodata/import/read/geometry.ts'

const zone = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const to4549 = (at: [number, number]) => proj4(`${zone} +x_0=500000`).forward(at)
const to4528 = (at: [number, number]) => proj4(`${zone} +x_0=40500000`).forward(at)

/** Places in the zone of 120° E, and boxes of up to a tenth of a degree from them. */
const place = fc.tuple(
  fc.double({ min: 118.6, max: 121.4, noNaN: true }),
  fc.double({ min: 20, max: 50, noNaN: true }),
)
const extentOf = (a: readonly number[], b: readonly number[]): Extent => [
  Math.min(a[0] ?? 0, b[0] ?? 0),
  Math.min(a[1] ?? 0, b[1] ?? 0),
  Math.max(a[0] ?? 0, b[0] ?? 0),
  Math.max(a[1] ?? 0, b[1] ?? 0),
]
const swap = ([a, b, c, d]: Extent): Extent => [b, a, d, c]

describe('guessCrs', () => {
  it('distinguishes degrees, both projected systems and swapped axes anywhere in the zone', () => {
    fc.assert(
      fc.property(place, fc.double({ min: 0, max: 0.1, noNaN: true }), ([x, y], size) => {
        const far: [number, number] = [x + size, y + size]
        const systems = [
          ['EPSG:4326', extentOf([x, y], far)],
          ['EPSG:4549', extentOf(to4549([x, y]), to4549(far))],
          ['EPSG:4528', extentOf(to4528([x, y]), to4528(far))],
        ] as const
        for (const [crs, extent] of systems) {
          expect(guessCrs(extent)).toEqual({ crs, swapped: false })
          expect(guessCrs(swap(extent))).toEqual({ crs, swapped: true })
          expect(fitsCrs(extent, crs)).toBe(true)
          for (const [other] of systems)
            if (other !== crs && crs !== 'EPSG:4326') expect(fitsCrs(extent, other)).toBe(false)
        }
      }),
    )
  })

  it('knows the lake point of each system', () => {
    expect(to4549([119.77, 30.24]).map(Math.round)).toEqual([477862, 3346741])
    expect(guessCrs([477861, 3346740, 477862, 3346741])?.crs).toBe('EPSG:4549')
    expect(guessCrs([40477861, 3346740, 40477862, 3346741])?.crs).toBe('EPSG:4528')
  })

  it('considers map services in names, and returns null for unknown coordinates', () => {
    const degrees: Extent = [119.7, 30.2, 119.8, 30.3]
    expect(guessCrs(degrees, ['高德导出.shp'])?.crs).toBe('GCJ-02')
    expect(guessCrs(degrees, ['x.geojson', 'baidu_id'])?.crs).toBe('BD-09')
    expect(guessCrs([0, 0, 1, 1])).toBeNull()
  })
})

describe('parseCrs', () => {
  it('reads usual spellings, and refuses others with the list', () => {
    expect(['4549', 'epsg:4549', 'EPSG 4549'].map(parseCrs)).toEqual(['EPSG:4549', 'EPSG:4549', 'EPSG:4549'])
    expect(['gcj02', 'GCJ-02', 'bd_09', 'BD09'].map(parseCrs)).toEqual(['GCJ-02', 'GCJ-02', 'BD-09', 'BD-09'])
    expect(() => parseCrs('火星')).toThrow(/EPSG:4549/)
  })
})

describe('shiftFrom', () => {
  it('moves GCJ-02 by some 500 m here', () => {
    const [x = 0, y = 0] = shiftFrom('GCJ-02')([119.77, 30.24])
    const metres = Math.hypot((x - 119.77) * 96_200, (y - 30.24) * 110_900)
    expect(metres).toBeGreaterThan(400)
    expect(metres).toBeLessThan(700)
  })
})

describe('fileCrsOf', () => {
  it('is uncertain for the old Chinese systems', () => {
    const wkt =
      'PROJCRS["Beijing 1954 / 3-degree Gauss-Kruger CM 120E",BASEGEOGCRS["Beijing 1954"],ID["EPSG",2437]]'
    expect(fileCrsOf({ wkt })).toEqual({ name: 'EPSG:2437', isCertain: false })
    expect(
      fileCrsOf({
        wkt: 'PROJCRS["CGCS2000_3_Degree_GK_CM_120E",BASEGEOGCRS["China Geodetic Coordinate System 2000"]]',
      }),
    ).toEqual({
      name: 'CGCS2000_3_Degree_GK_CM_120E',
      isCertain: true,
    })
    expect(fileCrsOf(null)).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeLayer } from '../../../tiles/vector/encoder.ts'
import type { Coordinates, Geometry } from '../../../tiles/vector/twkb.ts'
import { decodeTile, ringArea } from './tile-geometry.ts'

const layer = (features: { id: number; geometry: Geometry }[]) =>
  decodeTile(
    encodeLayer(
      'things',
      [],
      features.map((feature) => ({ ...feature, values: [] })),
    ),
  ).things ?? []

const coordinate = fc.integer({ min: -5000, max: 9000 })
const ring: fc.Arbitrary<Coordinates> = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 })
  .map((points) => [...points, points[0] ?? [0, 0]].flat())
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 })

describe('attributes', () => {
  test('are restored, without nulls', () => {
    const value = fc.oneof(fc.string(), fc.boolean(), fc.double({ noNaN: true }), fc.constant(null))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.option(fc.maxSafeInteger().filter((value) => value > -(2 ** 52)))), {
          minLength: 1,
        }),
        (rows) => {
          const bytes = encodeLayer(
            'things',
            [
              { name: 'any', type: 'other' },
              { name: 'whole', type: 'integer' },
            ],
            rows.map((values, id) => ({ id, values, geometry: { kind: 'point', points: [1, 2] } })),
          )
          const decoded = decodeTile(bytes).things ?? []
          expect(decoded.map(({ id }) => id)).toEqual(rows.map((_, id) => id))
          for (const [i, [any, whole]] of rows.entries()) {
            const expected = { ...(any === null ? {} : { any }), ...(whole === null ? {} : { whole }) }
            expect(decoded[i]?.attributes).toEqual(expected)
          }
        },
      ),
    )
  })

  test('distinguish the number 1, the text 1 and true', () => {
    const bytes = encodeLayer(
      'things',
      [{ name: 'v', type: 'other' }],
      [1, '1', true, 'true'].map((v, id) => ({
        id,
        values: [v],
        geometry: { kind: 'point', points: [0, 0] },
      })),
    )
    expect(decodeTile(bytes).things?.map(({ attributes }) => attributes.v)).toEqual([1, '1', true, 'true'])
  })
})

describe('geometry', () => {
  test('polygons keep valid winding, a positive area, the buffer and distinct corners', () => {
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 3 }), (polygons) => {
        for (const { parts } of layer([{ id: 7, geometry: { kind: 'polygon', polygons } }])) {
          expect(parts[0] && ringArea(parts[0])).toBeGreaterThan(0)
          for (const part of parts) {
            expect(part.length).toBeGreaterThanOrEqual(3)
            expect(ringArea(part)).not.toBe(0)
            for (const [i, [x, y]] of part.entries()) {
              expect(Math.min(x, y)).toBeGreaterThanOrEqual(-64)
              expect(Math.max(x, y)).toBeLessThanOrEqual(4160)
              expect(part[(i + 1) % part.length]).not.toEqual([x, y])
            }
          }
        }
      }),
    )
  })

  test('geometry inside the tile is restored corner by corner', () => {
    const square = [0, 0, 100, 0, 100, 100, 0, 100, 0, 0]
    const hole = [20, 20, 20, 40, 40, 40, 40, 20, 20, 20]
    const corners = (flat: number[]) => flat.length / 2 - 1
    for (const turned of [square, turn(square)]) {
      const [feature] = layer([
        { id: 1, geometry: { kind: 'polygon', polygons: [[turned, turned === square ? turn(hole) : hole]] } },
      ])
      expect(feature?.parts.map((part) => part.length)).toEqual([corners(square), corners(hole)])
      expect(feature?.parts.map((part) => ringArea(part) / 2)).toEqual([10000, -400])
    }
  })

  test('collapsed rings, lines and whole features are left out', () => {
    const spike = [5, 5, 9, 5, 7, 5, 5, 5]
    const square = [0, 0, 10, 0, 10, 10, 0, 10, 0, 0]
    expect(layer([{ id: 1, geometry: { kind: 'polygon', polygons: [[spike]] } }])).toEqual([])
    expect(layer([{ id: 1, geometry: { kind: 'line', lines: [[3, 3, 3, 3]] } }])).toEqual([])
    expect(layer([{ id: 1, geometry: { kind: 'point', points: [] } }])).toEqual([])
    const [withoutHole] = layer([
      { id: 1, geometry: { kind: 'polygon', polygons: [[square, spike], [spike]] } },
    ])
    expect(withoutHole?.parts).toHaveLength(1)
    expect(encodeLayer('things', [], [])).toHaveLength(0)
  })

  test('a line that leaves and returns becomes two, cut at the buffer', () => {
    const [feature] = layer([
      { id: 1, geometry: { kind: 'line', lines: [[4000, 10, 4400, 10, 4400, 50, 4000, 50]] } },
    ])
    expect(feature?.parts).toEqual([
      [
        [4000, 10],
        [4160, 10],
      ],
      [
        [4160, 50],
        [4000, 50],
      ],
    ])
  })

  test('a polygon around the whole tile becomes the buffered square', () => {
    const [feature] = layer([
      {
        id: 1,
        geometry: { kind: 'polygon', polygons: [[[-9e6, -9e6, 9e6, -9e6, 9e6, 9e6, -9e6, 9e6, -9e6, -9e6]]] },
      },
    ])
    expect(feature && ringArea(feature.parts[0] ?? []) / 2).toBe(4224 ** 2)
  })

  test('a tile inside a hole shows nothing of the polygon', () => {
    const around = (r: number) => [-r, -r, r, -r, r, r, -r, r, -r, -r]
    expect(
      layer([{ id: 1, geometry: { kind: 'polygon', polygons: [[around(90000), around(9000)]] } }]),
    ).toEqual([])
  })

  test('points outside the buffer are left out, those on its edge stay', () => {
    const points = layer([
      { id: 1, geometry: { kind: 'point', points: [-64, -64, 4160, 4160, -65, 0, 0, 4161] } },
    ])
    expect(points[0]?.parts.flat()).toEqual([
      [-64, -64],
      [4160, 4160],
    ])
  })
})

function turn(ring: number[]): number[] {
  const turned: number[] = []
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(...ring.slice(i, i + 2))
  return turned
}

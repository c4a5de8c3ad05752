import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinLines } from '../../../tiles/overview/line-network.ts'
import { reverse, simplifyLine } from '../../../tiles/overview/simplify.ts'

const EDGE = 4096
const line = fc
  .array(fc.tuple(fc.integer({ min: -300, max: 4400 }), fc.integer({ min: -300, max: 4400 })), {
    minLength: 2,
    maxLength: 12,
  })
  .map((points) => points.flat())

const ends = (lines: readonly number[][]) => lines.map((one) => [one.slice(0, 2), one.slice(-2)])

/** Returns the distance of a point from the nearest part of a line. */
function distance(lines: readonly number[][], x: number, y: number): number {
  let least = Infinity
  for (const one of lines) {
    for (let i = 0; i + 3 < one.length; i += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = one.slice(i, i + 4)
      const length = (bx - ax) ** 2 + (by - ay) ** 2
      const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
      const share = Math.max(0, Math.min(1, along))
      least = Math.min(least, Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)))
    }
  }
  return least
}

test('parts of a road become one line, and a crossing keeps its arms', () => {
  const pieces = [
    [100, 100, 300, 100],
    [500, 120, 300, 100],
    [500, 120, 900, 500],
  ]
  const [road, ...others] = joinLines(pieces, 0)
  expect([others, [...(road ?? [])].sort((a, b) => a - b)]).toEqual([
    [],
    [100, 100, 100, 120, 300, 500, 500, 900],
  ])
  const crossing = [...pieces, [500, 120, 500, 900]]
  expect(joinLines(crossing, 0)).toHaveLength(3)
})

test('a duplicate line is drawn once, and collapsed ones are left out', () => {
  expect(
    joinLines(
      [
        [0, 0, 900, 0],
        [900, 0, 0, 0],
        [7, 7, 7, 7],
      ],
      4,
    ),
  ).toHaveLength(1)
})

test('a ring stays closed', () => {
  const [ring] = joinLines(
    [
      [100, 100, 900, 100, 900, 900],
      [900, 900, 100, 900, 100, 100],
    ],
    4,
  )
  expect(ring?.slice(0, 2)).toEqual(ring?.slice(-2))
  expect(ring).toHaveLength(10)
})

test('any order and direction of the lines gives the same result', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.infiniteStream(fc.boolean()), (lines, turned) => {
      const flips = [...turned.take(lines.length)]
      const other = lines.map((one, i) => (flips[i] ? reverse(one) : one)).reverse()
      expect(joinLines(other, 4)).toEqual(joinLines(lines, 4))
    }),
  )
})

test('the result is within the tolerance of the input', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      for (const one of joinLines(lines, 4)) {
        for (let i = 0; i < one.length; i += 2) {
          // Where a line crosses the edge, the point has integer coordinates.
          expect(distance(lines, one[i] ?? 0, one[i + 1] ?? 0)).toBeLessThan(1)
        }
      }
    }),
  )
})

test('neighbouring tiles share the points of a line at their edge', () => {
  fc.assert(
    fc.property(line, (points) => {
      const atEdge = (lines: readonly number[][], x: number) =>
        [
          ...new Set(
            ends(lines)
              .flat()
              .filter((end) => end[0] === x && (end[1] ?? 0) >= 0 && (end[1] ?? 0) <= EDGE)
              .map(String),
          ),
        ].sort()
      const east = points.map((value, i) => (i % 2 === 0 ? value - EDGE : value))
      const fromWest = atEdge(joinLines([points], 4), EDGE)
      const fromEast = atEdge(joinLines([east], 4), 0).map((text) => text.replace(/^0,/, `${EDGE},`))
      expect(fromEast.sort()).toEqual(fromWest)
    }),
  )
})

test('simplification keeps both ends and is the same in reverse', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 0, max: 400 }), (points, tolerance) => {
      const simple = simplifyLine(points, tolerance)
      expect(simple.slice(0, 2)).toEqual(points.slice(0, 2))
      expect(simple.slice(-2)).toEqual(points.slice(-2))
      expect(reverse(simplifyLine(reverse(points), tolerance))).toEqual(simple)
      for (let i = 0; i < points.length; i += 2) {
        expect(distance([simple], points[i] ?? 0, points[i + 1] ?? 0)).toBeLessThanOrEqual(tolerance + 1e-9)
      }
    }),
  )
})

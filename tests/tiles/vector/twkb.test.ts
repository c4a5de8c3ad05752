import fc from 'fast-check'
import { PbfWriter } from 'pbf'
import { expect, test } from 'vitest'
import type { Geometry } from '../../../tiles/vector/twkb.ts'
import { decodeTwkb } from '../../../tiles/vector/twkb.ts'

const coordinate = fc.integer({ min: -(2 ** 40), max: 2 ** 40 })
const coordinates = (minimum: number) =>
  fc.array(fc.tuple(coordinate, coordinate), { minLength: minimum, maxLength: 8 }).map((list) => list.flat())
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  fc.record({ kind: fc.constant('point' as const), points: coordinates(1) }),
  fc.record({ kind: fc.constant('line' as const), lines: fc.array(coordinates(2), { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('polygon' as const),
    polygons: fc.array(fc.array(coordinates(4), { maxLength: 3 }), { maxLength: 3 }),
  }),
)

/** Writes the multi types of the TWKB specification with precision 0, optionally with a size. */
function writeTwkb(geometries: readonly Geometry[], sized: boolean): Uint8Array {
  const chunks: Uint8Array[] = []
  for (const one of geometries) {
    let [x, y] = [0, 0]
    const body = new PbfWriter()
    const positions = (list: readonly number[]) => {
      for (let i = 0; i < list.length; i += 2) {
        const [nx = 0, ny = 0] = list.slice(i, i + 2)
        body.writeSVarint(nx - x)
        body.writeSVarint(ny - y)
        ;[x, y] = [nx, ny]
      }
    }
    const path = (list: readonly number[]) => {
      body.writeVarint(list.length / 2)
      positions(list)
    }
    const counted = <T>(list: readonly T[], write: (item: T) => void) => {
      body.writeVarint(list.length)
      list.forEach(write)
    }
    if (one.kind === 'point') {
      body.writeVarint(one.points.length / 2)
      positions(one.points)
    } else if (one.kind === 'line') counted(one.lines, path)
    else counted(one.polygons, (rings) => counted(rings, path))
    const content = body.finish()
    const head = new PbfWriter()
    head.writeVarint({ point: 4, line: 5, polygon: 6 }[one.kind])
    head.writeVarint(sized ? 2 : 0)
    if (sized) head.writeVarint(content.length)
    chunks.push(head.finish(), content)
  }
  return Buffer.concat(chunks)
}

test('concatenated geometries are restored', () => {
  fc.assert(
    fc.property(fc.array(geometry), fc.boolean(), (geometries, sized) => {
      expect([...decodeTwkb(writeTwkb(geometries, sized))]).toEqual(geometries)
    }),
  )
})

test.each([
  ['a collection', [7, 0, 0]],
  ['an identifier list', [4, 4, 1, 0, 0, 0]],
  ['heights', [1, 8, 1, 0, 0, 0]],
  ['a length past the end', [2, 0, 9, 0, 0]],
])('%s is refused', (_, bytes) => {
  expect(() => [...decodeTwkb(Uint8Array.from(bytes))]).toThrow()
})

test('an empty geometry has no parts', () => {
  expect([...decodeTwkb(Uint8Array.from([6, 16, 1, 0, 2, 4]))]).toEqual([
    { kind: 'polygon', polygons: [] },
    { kind: 'point', points: [1, 2] },
  ])
})

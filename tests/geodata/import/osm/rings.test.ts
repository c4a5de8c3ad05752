import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Node } from '../../../../geodata/import/osm/rings.ts'
import { assemblePolygons, signedArea } from '../../../../geodata/import/osm/rings.ts'

const node = (id: number, x: number, y: number): Node => ({ id, position: [x, y] })

/** Returns a closed square of side `size`, with ids from `id` on. */
function square(id: number, x: number, y: number, size: number): Node[] {
  const corners = [
    node(id, x, y),
    node(id + 1, x + size, y),
    node(id + 2, x + size, y + size),
    node(id + 3, x, y + size),
  ]
  return [...corners, corners[0] as Node]
}

/** Cuts a closed ring into ways at some of its nodes; every second one is reversed. */
function cut(ring: readonly Node[], at: readonly number[]): Node[][] {
  const places = [...new Set([0, ...at.map((i) => i % (ring.length - 1)), ring.length - 1])].sort(
    (a, b) => a - b,
  )
  return places.slice(1).map((end, i) => {
    const way = ring.slice(places[i], end + 1)
    return i % 2 === 0 ? way : way.toReversed()
  })
}

const area = (ways: readonly (readonly Node[])[]) => {
  const assembly = assemblePolygons(ways)
  if (!('polygons' in assembly)) throw new Error(`open at ${assembly.openAt.join()}`)
  const size = (ring: Parameters<typeof signedArea>[0]) => Math.abs(signedArea(ring)) / 2
  return {
    polygons: assembly.polygons.length,
    holes: assembly.polygons.reduce((sum, { inner }) => sum + inner.length, 0),
    area: assembly.polygons.reduce(
      (sum, { outer, inner }) => sum + size(outer) - inner.reduce((holes, hole) => holes + size(hole), 0),
      0,
    ),
  }
}

describe('assemblePolygons', () => {
  it('joins ways in any order and direction to the ring that was cut', () => {
    const cuts = fc.array(fc.nat(1000), { maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), cuts, fc.nat(), (corners, places, seed) => {
        const circle = Array.from({ length: corners }, (_, i) => {
          const angle = (2 * Math.PI * i) / corners
          return node(i + 1, Math.cos(angle), Math.sin(angle))
        })
        const ring = [...circle, circle[0] as Node]
        const ways = cut(ring, places)
        const turn = seed % ways.length
        const found = area([...ways.slice(turn), ...ways.slice(0, turn)])
        expect(found.polygons).toBe(1)
        expect(found.area).toBeCloseTo((corners / 2) * Math.sin((2 * Math.PI) / corners), 9)
      }),
    )
  })

  it('nests holes in areas and islands in holes', () => {
    const found = area([square(1, 0, 0, 10), square(11, 2, 2, 6), square(21, 4, 4, 2), square(31, 20, 0, 1)])
    expect(found).toEqual({ polygons: 3, holes: 1, area: 100 - 36 + 4 + 1 })
  })

  it('keeps two areas that touch in one node apart', () => {
    const shared = node(99, 1, 1)
    const left = [node(1, 0, 0), node(2, 1, 0), shared, node(4, 0, 1), node(1, 0, 0)]
    const right = [shared, node(6, 2, 1), node(7, 2, 2), node(8, 1, 2), shared]
    expect(area([left, right])).toEqual({ polygons: 2, holes: 0, area: 2 })
  })

  it('keeps a hole that touches its area from inside', () => {
    const shared = node(99, 0, 5)
    const outer = [node(1, 0, 0), node(2, 10, 0), node(3, 10, 10), node(4, 0, 10), shared, node(1, 0, 0)]
    const hole = [shared, node(6, 3, 4), node(7, 3, 6), shared]
    expect(area([outer, hole])).toEqual({ polygons: 1, holes: 1, area: 97 })
  })

  it('joins two areas that share an edge', () => {
    const [a, b, c, d] = [node(1, 0, 0), node(2, 1, 0), node(3, 1, 1), node(4, 0, 1)]
    const [e, f] = [node(5, 2, 0), node(6, 2, 1)]
    expect(
      area([
        [a, b, c, d, a],
        [b, e, f, c, b],
      ]),
    ).toEqual({ polygons: 1, holes: 0, area: 2 })
  })

  it('names the nodes where rings stay open', () => {
    const [a, b, c] = [node(1, 0, 0), node(2, 1, 0), node(3, 1, 1)]
    expect(assemblePolygons([[a, b, c]])).toEqual({ openAt: [1, 3] })
  })

  it('has the area of the even-odd rule for any squares, touching or apart', () => {
    const corner = fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 0, max: 5 }) })
    fc.assert(
      fc.property(
        fc.uniqueArray(corner, { minLength: 1, maxLength: 12, selector: ({ x, y }) => `${x} ${y}` }),
        (cells) => {
          // Unit cells of a grid with shared corner ids, so that they touch in edges and in nodes.
          const at = (x: number, y: number) => node(1 + x + 10 * y, x, y)
          const ways = cells.map(({ x, y }) => [
            at(x, y),
            at(x + 1, y),
            at(x + 1, y + 1),
            at(x, y + 1),
            at(x, y),
          ])
          expect(area(ways).area).toBeCloseTo(cells.length, 9)
        },
      ),
    )
  })
})

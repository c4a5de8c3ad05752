import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Piece } from '../../../../geodata/import/osm/chain.ts'
import { chain, lengthOf, withoutParallels } from '../../../../geodata/import/osm/chain.ts'
import { greenwayNameOf } from '../../../../geodata/import/osm/mapping/greenways.ts'
import type { Position } from '../../../../geodata/import/osm/position.ts'

/** Converts metres east and north of a point at 30.25° N to degrees. */
const at = (east: number, north: number): Position => [120.08 + east / 96_150, 30.25 + north / 111_195]
const line = (id: string, ...points: readonly (readonly [number, number])[]): Piece => ({
  id,
  line: points.map(([x, y]) => at(x, y)),
})

describe('chain', () => {
  it('finds the order and direction of pieces in any order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (order, turned) => {
          const pieces = order.map((i) => {
            const ends: [number, number][] = [
              [i * 300, (i % 2) * 40],
              [(i + 1) * 300, ((i + 1) % 2) * 40],
            ]
            return line(String(i), ...(turned[i] ? ends.toReversed() : ends))
          })
          const [whole, ...more] = chain(pieces)
          expect(more).toEqual([])
          const ids = whole?.pieces.map(({ id }) => id).join('')
          expect(['012345', '543210']).toContain(ids)
          const joints =
            whole?.pieces.slice(1).map((piece, i) => [whole.pieces[i]?.line.at(-1), piece.line[0]]) ?? []
          for (const [end, begin] of joints) expect(end).toEqual(begin)
        },
      ),
    )
  })

  it('makes two greenways of pieces that are far apart', () => {
    const pieces = [
      line('a', [0, 0], [500, 0]),
      line('b', [9000, 0], [9500, 0]),
      line('c', [520, 0], [900, 0]),
    ]
    expect(chain(pieces).map((found) => found.pieces.map(({ id }) => id).sort())).toEqual([['a', 'c'], ['b']])
  })

  it('knows a loop', () => {
    const [loop] = chain([line('a', [0, 0], [400, 0], [400, 400]), line('b', [0, 0], [0, 400], [400, 400])])
    expect(loop?.loop).toBe(true)
  })
})

describe('withoutParallels', () => {
  it('counts two carriageways once', () => {
    const pieces = [
      line('near', [0, 0], [1000, 0]),
      line('far', [1000, 12], [20, 12]),
      line('next', [1000, 0], [1500, 0]),
    ]
    const { kept, parallel } = withoutParallels(pieces)
    expect(kept.map(({ id }) => id)).toEqual(['near', 'next'])
    expect(parallel.map(({ id }) => id)).toEqual(['far'])
  })

  it('keeps a short bridge between two pieces, and a way that crosses', () => {
    const pieces = [
      line('before', [0, 0], [400, 0]),
      line('bridge', [400, 0], [418, 0]),
      line('after', [418, 0], [900, 0]),
      line('crossing', [200, -15], [200, 15]),
    ]
    expect(withoutParallels(pieces).parallel).toEqual([])
    expect(lengthOf(pieces[1]?.line ?? [])).toBeCloseTo(18, 0)
  })
})

describe('greenwayNameOf', () => {
  const named = (name: string, highway = 'footway') => greenwayNameOf({ name, highway })
  it('knows greenways by their names', () => {
    for (const name of [
      '西溪谷沿山慢行道',
      '沿山河绿道西溪段',
      '西溪湿地健身绿道',
      '老和山游步道石虎山支线',
      '福堤',
      '寿堤',
      '绿堤',
    ]) {
      expect(named(name)).toBe(name)
    }
    expect(named('西山游步道（大清谷段）')).toBe('西山游步道')
  })
  it('leaves other names, and roads for cars, alone', () => {
    for (const name of ['文一路', '杨公堤', '绿堤长桥', '莲花港绿道健身设施']) expect(named(name)).toBeNull()
    expect(named('滨江绿道', 'motorway')).toBeNull()
    expect(greenwayNameOf({ name: '绿道', building: 'yes' })).toBeNull()
  })
})

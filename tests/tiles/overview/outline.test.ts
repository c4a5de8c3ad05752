import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillPolygon } from '../../../tiles/overview/fill-polygon.ts'
import { removeSpecks } from '../../../tiles/overview/generalise.ts'
import { CELL_UNITS, TILE_CELLS, WINDOW_CELLS } from '../../../tiles/overview/grid.ts'
import { outlines } from '../../../tiles/overview/outline.ts'
import { doubleArea } from '../../../tiles/vector/encoder.ts'

const W = WINDOW_CELLS

/** Returns random shapes of classes from a seed: circles and squares on top of one another. */
function blots(seed: number, count: number): Uint16Array {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const cells = new Uint16Array(W * W)
  for (let i = 0; i < count; i++) {
    const [x, y, r, value] = [random() * W, random() * W, 2 + random() ** 3 * 200, Math.floor(random() * 5)]
    const round = random() < 0.5
    for (let row = Math.max(0, Math.floor(y - r)); row < Math.min(W, y + r); row++) {
      for (let column = Math.max(0, Math.floor(x - r)); column < Math.min(W, x + r); column++) {
        if (!round || Math.hypot(column - x, row - y) < r) cells[row * W + column] = value
      }
    }
  }
  return cells
}

/** Paints outlines back into cells. */
function painted(shapes: ReturnType<typeof outlines>): { cells: Uint16Array; painted: number } {
  const cells = new Uint16Array(W * W)
  let filled = 0
  for (const [value, polygons] of shapes) {
    for (const rings of polygons) {
      const own = new Uint16Array(W * W)
      fillPolygon(own, rings, value)
      for (let at = 0; at < W * W; at++) {
        if (own[at] === 0) continue
        cells[at] = value
        filled++
      }
    }
  }
  return { cells, painted: filled }
}

const seeds = fc.integer({ min: 1, max: 2 ** 31 })

describe('outlines of classes', () => {
  test('without simplification equal the cells', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const cells = blots(seed, 30)
        const back = painted(outlines(cells, 0))
        expect(Buffer.compare(Buffer.from(back.cells.buffer), Buffer.from(cells.buffer))).toBe(0)
      }),
      { numRuns: 5 },
    )
  })

  test('simplified, are at most a cell away, without overlaps or gaps', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const cells = blots(seed, 30)
        const bare = cells.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0)
        const back = painted(outlines(cells, CELL_UNITS))
        let wrong = 0
        for (let at = 0; at < W * W; at++) {
          if (back.cells[at] === cells[at]) continue
          wrong++
          // The painted class is at most two cells away.
          const near = [-2, -1, 0, 1, 2].flatMap((dy) =>
            [-2, -1, 0, 1, 2].map((dx) => cells[at + dy * W + dx]),
          )
          expect(near).toContain(back.cells[at])
        }
        expect(wrong).toBeLessThan(W * W * 0.02)
        expect(Math.abs(back.painted - (W * W - bare))).toBeLessThan(W * W * 0.002)
      }),
      { numRuns: 5 },
    )
  })

  test('have correct winding: outer rings positive, holes negative, none without area', () => {
    for (const polygons of outlines(blots(7, 200), CELL_UNITS).values()) {
      for (const [outer, ...holes] of polygons) {
        if (outer && outer.length > 6) expect(doubleArea(outer)).toBeGreaterThanOrEqual(0)
        for (const hole of holes) if (hole.length > 6) expect(doubleArea(hole)).toBeLessThanOrEqual(0)
      }
    }
  })

  test("don't touch themselves, even if cells of a class meet only at a corner", () => {
    const cells = blots(3, 120)
    // A chequered patch, and a square whose hole is connected at a corner.
    for (let i = 0; i < 400; i++) cells[(300 + (i % 20)) * W + 300 + Math.floor(i / 20)] = i % 2 ? 1 : 2
    for (let i = 0; i < 144; i++) cells[(600 + (i % 12)) * W + 600 + Math.floor(i / 12)] = 3
    for (const [row, column] of [
      [603, 603],
      [604, 604],
      [605, 603],
    ] as const)
      cells[row * W + column] = 4
    for (const polygons of outlines(cells, CELL_UNITS).values()) {
      for (const ring of polygons.flat()) {
        const points = Array.from(
          { length: ring.length / 2 - 1 },
          (_, i) => `${ring[2 * i]} ${ring[2 * i + 1]}`,
        )
        expect(new Set(points).size).toBe(points.length)
      }
    }
  })

  test('of neighbouring tiles meet at the edge', () => {
    const wide = blots(11, 150)
    // The eastern neighbour's window begins a tile further east; its western part is shared.
    const west = new Uint16Array(W * W)
    const east = new Uint16Array(W * W)
    for (let row = 0; row < W; row++) {
      for (let column = 0; column < W; column++) {
        const value = wide[row * W + column] ?? 0
        west[row * W + column] = value
        if (column >= TILE_CELLS) east[row * W + column - TILE_CELLS] = value
      }
    }
    const edge = TILE_CELLS * CELL_UNITS
    const atEdge = (cells: Uint16Array, x: number) =>
      [...outlines(cells, CELL_UNITS)]
        .flatMap(([value, polygons]) =>
          polygons.flat().flatMap((ring) => crossings(ring, x).map((y) => `${value} ${y}`)),
        )
        .sort()
    const crossed = atEdge(west, edge)
    expect(crossed.length).toBeGreaterThan(5)
    expect(atEdge(east, 0)).toEqual(crossed)
  })

  test('specks are removed, larger areas stay', () => {
    const cells = new Uint16Array(W * W).fill(1)
    cells[500 * W + 500] = 2
    for (let i = 0; i < 16; i++) cells[(600 + (i >> 2)) * W + 600 + (i & 3)] = 2
    removeSpecks(cells, 4)
    expect(cells[500 * W + 500]).toBe(1)
    expect(cells[601 * W + 601]).toBe(2)
    expect(cells.reduce((sum, value) => sum + (value === 2 ? 1 : 0), 0)).toBe(16)
  })
})

/** Returns the heights at which a closed ring crosses the line at x. */
function crossings(ring: readonly number[], x: number): number[] {
  const found: number[] = []
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = ring.slice(i, i + 4)
    if (ax > x === bx > x) continue
    found.push(Math.round((ay + ((x - ax) / (bx - ax)) * (by - ay)) * 1000) / 1000)
  }
  return found
}

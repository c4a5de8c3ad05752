/**
 * Ways across squares: straight lines between entries on the outline, around reflex corners of the outline
 * and around holes. Only lines on some shortest path are kept.
 */
import { fractionAlong } from './geometry.ts'

interface SquareCorner {
  readonly vertex: number
  /** Metres in a plane. */
  readonly x: number
  readonly y: number
}

/** With more corners than this, only the outline is used. */
const MAX_CORNERS = 250
const EPSILON = 1e-9

type Ring = readonly SquareCorner[]
type Pair = readonly [number, number]

/** Returns pairs of vertices. `rings` are not closed. */
export function crossings(rings: readonly Ring[], isEntry: (vertex: number) => boolean): Pair[] {
  const corners = [...new Map(rings.flat().map((corner) => [corner.vertex, corner])).values()]
  const entries = corners.flatMap(({ vertex }, n) => (isEntry(vertex) ? [n] : []))
  if (entries.length < 2) return []
  const outline = new Set(rings.flatMap((ring) => ring.map((corner, n) => pairKey(corner, next(ring, n)))))
  const isVisible = (a: SquareCorner, b: SquareCorner) =>
    outline.has(pairKey(a, b)) || (corners.length <= MAX_CORNERS && seesThrough(rings, a, b))
  const lengths = corners.map((a) =>
    corners.map((b) =>
      a === b || !isVisible(a, b) ? Number.POSITIVE_INFINITY : Math.hypot(a.x - b.x, a.y - b.y),
    ),
  )
  const kept = new Map<string, Pair>()
  for (const entry of entries) {
    const before = shortestTree(lengths, entry)
    for (const end of entries) {
      for (let at = end; before[at] !== -1; at = before[at] as number) {
        const [a, b] = [corners[before[at] as number], corners[at]]
        if (a && b) kept.set(pairKey(a, b), [a.vertex, b.vertex])
      }
    }
  }
  return [...kept.values()]
}

const next = (ring: Ring, n: number): SquareCorner => ring[(n + 1) % ring.length] as SquareCorner

const pairKey = (a: SquareCorner, b: SquareCorner): string =>
  a.vertex < b.vertex ? `${a.vertex} ${b.vertex}` : `${b.vertex} ${a.vertex}`

/**
 * Returns for each corner the previous one on the shortest path from `start`; -1 at the start and for
 * unreachable ones.
 */
function shortestTree(lengths: readonly (readonly number[])[], start: number): Int32Array {
  const before = new Int32Array(lengths.length).fill(-1)
  const best = new Float64Array(lengths.length).fill(Number.POSITIVE_INFINITY)
  const done = new Uint8Array(lengths.length)
  best[start] = 0
  for (;;) {
    let at = -1
    for (let n = 0; n < best.length; n++) {
      const value = best[n] as number
      if (!done[n] && value < (at < 0 ? Number.POSITIVE_INFINITY : (best[at] as number))) at = n
    }
    if (at < 0) return before
    done[at] = 1
    for (const [n, length] of (lengths[at] ?? []).entries()) {
      const value = (best[at] as number) + length
      if (value >= (best[n] as number)) continue
      best[n] = value
      before[n] = at
    }
  }
}

const side = (a: SquareCorner, b: SquareCorner, c: SquareCorner): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** Returns whether the straight line is within the area. */
function seesThrough(rings: readonly Ring[], a: SquareCorner, b: SquareCorner): boolean {
  const touched = [0, 1]
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  for (const ring of rings) {
    for (const [n, c] of ring.entries()) {
      const d = next(ring, n)
      const [ac, ad, ca, cb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
      if (ac * ad < -EPSILON && ca * cb < -EPSILON) return false
      // Through a corner: on either side of it the line may be outside.
      if (Math.abs(ac) <= 1e-6 * length) touched.push(fractionAlong(c.x, c.y, a.x, a.y, b.x, b.y))
    }
  }
  touched.sort((p, q) => p - q)
  return touched.every((from, n) => {
    const to = touched[n + 1]
    if (to === undefined || to - from < 1e-9) return true
    const middle = (from + to) / 2
    return isInside(rings, a.x + middle * (b.x - a.x), a.y + middle * (b.y - a.y))
  })
}

function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (const [n, c] of ring.entries()) {
      const d = next(ring, n)
      if (c.y > y !== d.y > y && x < c.x + ((y - c.y) / (d.y - c.y)) * (d.x - c.x)) inside = !inside
    }
  }
  return inside
}

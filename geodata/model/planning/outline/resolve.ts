/**
 * The area that rings enclose, as valid parts. A ring is the area that it winds around, a part its shell minus
 * its holes, an area the union of its parts, as in imports: both lobes of a bow-tie are kept.
 */
import { Clipper, FillRule, PointInPolygonResult, pointInPolygon } from 'clipper2-ts'
import Flatbush from 'flatbush'
import { type Area, keyOf, type Loop, type Point, sizeOf, turn, withoutRepeats } from './grid.ts'

export type Loops = readonly Loop[]

const paths = (loops: Loops) => loops.map((loop) => loop.map(({ x, y }) => ({ x, y })))
const united = (loops: Loops): Loops => Clipper.union(paths(loops), FillRule.NonZero)
export const cut = (loops: Loops, by: Loops): Loops =>
  Clipper.difference(paths(loops), paths(by), FillRule.NonZero)
export const overlap = (loops: Loops, other: Loops): Loops =>
  Clipper.intersect(paths(loops), paths(other), FillRule.NonZero)

/** Returns the union of areas whose loops wind around them; shells counterclockwise, holes clockwise. */
export const unite = (areas: readonly Loops[]): Loops => united(areas.flat())

/** Returns the area that a single ring winds around, whatever its direction. */
export const enclosed = (loop: Loop): Loops => (loop.length < 3 ? [] : united([loop]))

/** Returns the area of a shell and holes. */
export function areaOfPart([shell = [], ...holes]: Area): Loops {
  const inside = enclosed(shell)
  return holes.length === 0 ? inside : cut(inside, unite(holes.map(enclosed)))
}

/** Area in mm². */
export const sizeOfLoops = (loops: Loops): number => loops.reduce((sum, loop) => sum + sizeOf(loop), 0)

/** Passes until rounded crossings make no further crossings. */
const MAX_PASSES = 6

/** Returns the valid parts of areas. Crossings are rounded to the grid, which may bend edges by 0.5 mm. */
export function resolve(areas: readonly Area[]): Area[] {
  let boundary = unite(areas.map(areaOfPart))
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const split = withCrossings(boundary)
    if (split === boundary) break
    boundary = united(split)
  }
  return partsOf(boundary)
}

/** Inserts the rounded crossings of edges into both; returns the same loops if no edges cross. */
function withCrossings(loops: Loops): Loops {
  const edges = loops.flatMap((loop, n) =>
    loop.map((from, i) => ({ from, to: loop[(i + 1) % loop.length] ?? from, n, i })),
  )
  if (edges.length === 0) return loops
  const index = new Flatbush(edges.length)
  for (const { from, to } of edges)
    index.add(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y))
  index.finish()
  const inserted = new Map<string, Point[]>()
  for (const [at, { from, to, n, i }] of edges.entries()) {
    const [west, south, east, north] = [
      Math.min(from.x, to.x),
      Math.min(from.y, to.y),
      Math.max(from.x, to.x),
      Math.max(from.y, to.y),
    ]
    for (const other of index
      .search(west, south, east, north, (one) => one > at)
      .flatMap((one) => edges[one] ?? [])) {
      const crossing = crossingOf(from, to, other.from, other.to)
      if (crossing === null) continue
      const point = { x: Math.round(crossing.x) + 0, y: Math.round(crossing.y) + 0 }
      for (const key of [`${n} ${i}`, `${other.n} ${other.i}`])
        inserted.set(key, [...(inserted.get(key) ?? []), point])
    }
  }
  if (inserted.size === 0) return loops
  return loops.map((loop, n) =>
    withoutRepeats(
      loop.flatMap((from, i) => {
        const distance = (p: Point) => (p.x - from.x) ** 2 + (p.y - from.y) ** 2
        return [from, ...(inserted.get(`${n} ${i}`) ?? []).toSorted((p, q) => distance(p) - distance(q))]
      }),
    ),
  )
}

/** Returns where two edges cross in their interiors; null if they do not. */
export function crossingOf(a: Point, b: Point, c: Point, d: Point): Point | null {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (!(abc * abd < 0 && cda * cdb < 0)) return null
  const share = abc / (abc - abd)
  return { x: c.x + share * (d.x - c.x), y: c.y + share * (d.y - c.y) }
}

/** Splits boundaries, whose interior is on their left, into simple loops, each part with its own holes. */
export function partsOf(boundary: Loops): Area[] {
  const loops = walks(noded(boundary.map(withoutRepeats))).flatMap(simpleLoops)
  const shells = loops.filter((loop) => sizeOf(loop) > 0).map((loop): Loop[] => [loop])
  const bySize = shells.toSorted(([a = []], [b = []]) => sizeOf(a) - sizeOf(b))
  for (const hole of loops.filter((loop) => sizeOf(loop) < 0))
    bySize.find(([shell = []]) => contains(shell, hole))?.push(hole)
  return shells
}

/** Points of the hole may lie on the shell; those that do not decide. */
function contains(shell: Loop, hole: Loop): boolean {
  const at = hole.map((point) => pointInPolygon(point, [...shell]))
  const decisive = at.find((one) => one !== PointInPolygonResult.IsOn)
  return decisive === undefined
    ? sizeOf(shell) >= Math.abs(sizeOf(hole))
    : decisive === PointInPolygonResult.IsInside
}

/** Inserts into each edge the points of any loop that lie on it. */
function noded(loops: Loops): Loop[] {
  const points = loops.flat()
  if (points.length === 0) return []
  const index = new Flatbush(points.length)
  for (const { x, y } of points) index.add(x, y)
  index.finish()
  return loops.map((loop) =>
    loop.flatMap((a, i) => {
      const b = loop[(i + 1) % loop.length] ?? a
      const near = index.search(
        Math.min(a.x, b.x),
        Math.min(a.y, b.y),
        Math.max(a.x, b.x),
        Math.max(a.y, b.y),
      )
      const on = near
        .map((n) => points[n] ?? a)
        .filter((p) => turn(a, b, p) === 0 && keyOf(p) !== keyOf(a) && keyOf(p) !== keyOf(b))
      const along = (p: Point) => Math.abs(p.x - a.x) + Math.abs(p.y - a.y)
      return withoutRepeats([a, ...on.toSorted((p, q) => along(p) - along(q))])
    }),
  )
}

interface Edge {
  readonly from: Point
  readonly to: Point
}

/** Follows edges so that each walk surrounds one connected interior: at a crossroads, it turns left. */
function walks(loops: Loops): Loop[] {
  const edges = loops.flatMap((loop) =>
    loop.map((from, i): Edge => ({ from, to: loop[(i + 1) % loop.length] ?? from })),
  )
  const leaving = new Map<string, Edge[]>()
  for (const edge of edges) {
    const key = keyOf(edge.from)
    const known = leaving.get(key)
    if (known) known.push(edge)
    else leaving.set(key, [edge])
  }
  const used = new Set<Edge>()
  const found: Loop[] = []
  for (const start of edges) {
    const walk: Point[] = []
    for (
      let edge: Edge | undefined = start;
      edge !== undefined && !used.has(edge);
      edge = nextOf(edge, leaving, used)
    ) {
      used.add(edge)
      walk.push(edge.from)
    }
    if (walk.length > 2) found.push(walk)
  }
  return found
}

function nextOf(
  edge: Edge,
  leaving: ReadonlyMap<string, readonly Edge[]>,
  used: ReadonlySet<Edge>,
): Edge | undefined {
  const choices = (leaving.get(keyOf(edge.to)) ?? []).filter((one) => !used.has(one))
  if (choices.length < 2) return choices[0]
  const back = Math.atan2(edge.from.y - edge.to.y, edge.from.x - edge.to.x)
  const clockwise = ({ from, to }: Edge) => {
    const angle = back - Math.atan2(to.y - from.y, to.x - from.x)
    return angle <= 0 ? angle + 2 * Math.PI : angle
  }
  return choices.toSorted((a, b) => clockwise(a) - clockwise(b))[0]
}

/** Cuts a walk where it passes a point again. */
function simpleLoops(walk: Loop): Loop[] {
  const found: Loop[] = []
  const at = new Map<string, number>()
  const open: Point[] = []
  for (const point of walk) {
    const from = at.get(keyOf(point))
    if (from !== undefined) {
      const loop = open.splice(from)
      for (const passed of loop) at.delete(keyOf(passed))
      if (loop.length > 2) found.push(loop)
    }
    at.set(keyOf(point), open.length)
    open.push(point)
  }
  if (open.length > 2) found.push(open)
  return found
}

/**
 * Returns a text that is the same for the same parts, however they are written: without points on straight
 * lines, from the lowest corner, shells counterclockwise.
 */
export const canonical = (areas: readonly Area[]): string =>
  areas
    .map(([shell = [], ...holes]) =>
      [canonicalLoop(shell, 1), ...holes.map((hole) => canonicalLoop(hole, -1)).sort()].join('/'),
    )
    .sort()
    .join(' ')

function canonicalLoop(loop: Loop, sign: 1 | -1): string {
  let corners = withoutRepeats(loop)
  for (let before = -1; before !== corners.length; ) {
    before = corners.length
    corners = corners.filter((b, i) => {
      const a = corners[(i + corners.length - 1) % corners.length] ?? b
      const c = corners[(i + 1) % corners.length] ?? b
      const isBetween = (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) < 0
      return turn(a, b, c) !== 0 || !isBetween
    })
  }
  if (sizeOf(corners) * sign < 0) corners.reverse()
  const keys = corners.map(keyOf)
  const least = keys.indexOf([...keys].sort()[0] ?? '')
  return [...keys.slice(least), ...keys.slice(0, least)].join(';')
}

/**
 * Joins ways without node ids, such as greenways drawn by a planner: where they cross another way of the same
 * level, and where they end beside one.
 */
import Flatbush from 'flatbush'
import { fractionAlong, METRES_PER_DEGREE, metresPerLongitude, UNITS_PER_DEGREE } from './geometry.ts'
import type { Vertices } from './vertices.ts'
import type { NetworkWay } from './way.ts'

export interface NodedWay {
  readonly way: NetworkWay
  /** Indices of `Vertices`. */
  readonly vertices: readonly number[]
}

/** Maximum distance in metres for joining an end to a way. */
const LINK_M = 20
/** Places nearer than this, in metres, are one place. */
const SAME_M = 0.5

interface Insertion {
  readonly at: number
  readonly vertex: number
}

/** Returns the ways with vertices where loose ones meet others, and short links from their ends. */
export function joinLooseWays(ways: readonly NodedWay[], vertices: Vertices): NodedWay[] {
  if (ways.every(({ way }) => way.nodes !== null)) return [...ways]
  return new Joining(ways, vertices).result()
}

class Joining {
  readonly #ways: readonly NodedWay[]
  readonly #vertices: Vertices
  readonly #segmentWay: number[] = []
  readonly #segmentAt: number[] = []
  readonly #index: Flatbush
  /** By way and segment. */
  readonly #insertions = new Map<number, Map<number, Insertion[]>>()
  readonly #links: NodedWay[] = []
  readonly #uses: Uint8Array
  /** Metres per unit of both axes. */
  readonly #mx: number
  readonly #my = METRES_PER_DEGREE / UNITS_PER_DEGREE

  constructor(ways: readonly NodedWay[], vertices: Vertices) {
    this.#ways = ways
    this.#vertices = vertices
    this.#mx = metresPerLongitude((vertices.lat[0] ?? 0) / UNITS_PER_DEGREE) / UNITS_PER_DEGREE
    this.#uses = new Uint8Array(vertices.count)
    for (const [number, { vertices: line }] of ways.entries()) {
      for (const [at, vertex] of line.entries()) {
        this.#uses[vertex] = Math.min(255, (this.#uses[vertex] ?? 0) + 1)
        if (at === 0) continue
        this.#segmentWay.push(number)
        this.#segmentAt.push(at - 1)
      }
    }
    this.#index = new Flatbush(Math.max(1, this.#segmentWay.length))
    for (let segment = 0; segment < this.#segmentWay.length; segment++) {
      const [ax, ay, bx, by] = this.#ends(segment)
      this.#index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
    if (this.#segmentWay.length === 0) this.#index.add(0, 0, 0, 0)
    this.#index.finish()
  }

  result(): NodedWay[] {
    for (let segment = 0; segment < this.#segmentWay.length; segment++)
      if (this.#isLoose(segment)) this.#cross(segment)
    for (const [number, { way, vertices: line }] of this.#ways.entries()) {
      if (way.nodes !== null) continue
      this.#joinEnd(number, line[0])
      this.#joinEnd(number, line.at(-1))
    }
    return [...this.#ways.map((way, number) => this.#inserted(way, number)), ...this.#links]
  }

  #isLoose(segment: number): boolean {
    return this.#ways[this.#segmentWay[segment] ?? 0]?.way.nodes === null
  }

  /** Returns metres in a plane. */
  #place(vertex: number): readonly [number, number] {
    return [(this.#vertices.lon[vertex] ?? 0) * this.#mx, (this.#vertices.lat[vertex] ?? 0) * this.#my]
  }

  #endVertices(segment: number): readonly [number, number] {
    const line = this.#ways[this.#segmentWay[segment] ?? 0]?.vertices ?? []
    const at = this.#segmentAt[segment] ?? 0
    return [line[at] ?? 0, line[at + 1] ?? 0]
  }

  #ends(segment: number): readonly [number, number, number, number] {
    const [a, b] = this.#endVertices(segment)
    return [...this.#place(a), ...this.#place(b)]
  }

  #cross(segment: number): void {
    const [ax, ay, bx, by] = this.#ends(segment)
    const own = this.#ways[this.#segmentWay[segment] ?? 0]?.way
    const mine = this.#endVertices(segment)
    const box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const
    for (const other of this.#index.search(...box)) {
      // Two loose ways find each other only once.
      if (other === segment || (this.#isLoose(other) && other < segment)) continue
      const theirs = this.#endVertices(other)
      if (mine.some((vertex) => theirs.includes(vertex))) continue
      if (this.#ways[this.#segmentWay[other] ?? 0]?.way.level !== own?.level) continue
      const [cx, cy, dx, dy] = this.#ends(other)
      const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
      const cross = ux * vy - uy * vx
      if (cross === 0) continue
      const s = ((cx - ax) * vy - (cy - ay) * vx) / cross
      const t = ((cx - ax) * uy - (cy - ay) * ux) / cross
      if (s < 0 || s > 1 || t < 0 || t > 1) continue
      const near = this.#endNear(segment, s) ?? this.#endNear(other, t)
      const vertex =
        near ??
        this.#vertices.add(
          (ax + s * ux) / this.#mx / UNITS_PER_DEGREE,
          (ay + s * uy) / this.#my / UNITS_PER_DEGREE,
        )
      this.#insert(segment, s, vertex)
      this.#insert(other, t, vertex)
    }
  }

  /** Returns the end of a segment if a position on it is practically there. */
  #endNear(segment: number, fraction: number): number | undefined {
    const [ax, ay, bx, by] = this.#ends(segment)
    const metres = Math.hypot(bx - ax, by - ay)
    const [from, to] = this.#endVertices(segment)
    if (fraction * metres < SAME_M) return from
    return (1 - fraction) * metres < SAME_M ? to : undefined
  }

  #insert(segment: number, at: number, vertex: number): void {
    if (this.#endVertices(segment).includes(vertex)) return
    const way = this.#segmentWay[segment] ?? 0
    const ofWay = this.#insertions.get(way) ?? new Map<number, Insertion[]>()
    this.#insertions.set(way, ofWay)
    const number = this.#segmentAt[segment] ?? 0
    ofWay.set(number, [...(ofWay.get(number) ?? []), { at, vertex }])
    if (vertex < this.#uses.length) this.#uses[vertex] = 2
  }

  #joinEnd(number: number, end: number | undefined): void {
    const way = this.#ways[number]?.way
    if (end === undefined || way === undefined || (this.#uses[end] ?? 0) > 1) return
    const [x, y] = this.#place(end)
    let best: { segment: number; fraction: number; metres: number } | undefined
    for (const segment of this.#index.search(x - LINK_M, y - LINK_M, x + LINK_M, y + LINK_M)) {
      if (this.#segmentWay[segment] === number) continue
      const [ax, ay, bx, by] = this.#ends(segment)
      const fraction = fractionAlong(x, y, ax, ay, bx, by)
      const metres = Math.hypot(ax + fraction * (bx - ax) - x, ay + fraction * (by - ay) - y)
      if (metres <= LINK_M && metres < (best?.metres ?? Number.POSITIVE_INFINITY))
        best = { segment, fraction, metres }
    }
    if (best === undefined) return
    const near = this.#endNear(best.segment, best.fraction)
    if (near === undefined && best.metres < SAME_M) {
      this.#insert(best.segment, best.fraction, end)
      return
    }
    const [ax, ay, bx, by] = this.#ends(best.segment)
    const px = (ax + best.fraction * (bx - ax)) / this.#mx / UNITS_PER_DEGREE
    const py = (ay + best.fraction * (by - ay)) / this.#my / UNITS_PER_DEGREE
    const vertex = near ?? this.#vertices.add(px, py)
    this.#insert(best.segment, best.fraction, vertex)
    this.#links.push({ way: { ...way, kind: 'link', key: `${way.key}/link` }, vertices: [end, vertex] })
  }

  #inserted(noded: NodedWay, number: number): NodedWay {
    const ofWay = this.#insertions.get(number)
    if (ofWay === undefined) return noded
    const line = noded.vertices.flatMap((vertex, at) => [
      vertex,
      ...(ofWay.get(at) ?? []).toSorted((a, b) => a.at - b.at).map((insertion) => insertion.vertex),
    ])
    return { way: noded.way, vertices: line.filter((vertex, at) => vertex !== line[at - 1]) }
  }
}

/**
 * Joins the ways of a multipolygon to closed rings and nests them. Works on single edges between
 * nodes: an edge that two ways share cancels out, and where rings touch in a node,
 *
 *      a   b        the edges are paired as neighbours by angle (a with b, c with d),
 *       \ /         so that rings touch and never cross;
 *        *          a ring that passes one of its nodes twice is cut there in two.
 *       / \
 *      d   c
 */
import type { Position } from './position.ts'

export interface Node {
  readonly id: number
  readonly position: Position
}

/** Closed: the last node is the first one. */
export type Ring = readonly Node[]

interface Polygon {
  readonly outer: Ring
  readonly inner: Ring[]
}

export type Assembly = { readonly polygons: Polygon[] } | { readonly openAt: number[] }

interface Edge {
  readonly from: Node
  readonly to: Node
  used: boolean
}

/** Assembles ways (lists of nodes) into polygons; `openAt` lists the nodes where rings are not closed. */
export function assemblePolygons(ways: readonly (readonly Node[])[]): Assembly {
  const around = edgesByNode(ways)
  const openAt = [...around].filter(([, edges]) => edges.length % 2 === 1).map(([id]) => id)
  if (openAt.length > 0) return { openAt }
  const rings: Ring[] = []
  for (const edges of around.values()) {
    for (const edge of edges) if (!edge.used) rings.push(...cutAtRepeats(walk(edge, around)))
  }
  return { polygons: nest(rings.filter((ring) => ring.length > 3 && signedArea(ring) !== 0)) }
}

function edgesByNode(ways: readonly (readonly Node[])[]): Map<number, Edge[]> {
  const unique = new Map<string, Edge>()
  for (const way of ways) {
    for (const [i, to] of way.entries()) {
      const from = way[i - 1]
      if (!from || from.id === to.id) continue
      const key = from.id < to.id ? `${from.id} ${to.id}` : `${to.id} ${from.id}`
      if (!unique.delete(key)) unique.set(key, { from, to, used: false })
    }
  }
  const around = new Map<number, Edge[]>()
  for (const edge of unique.values()) {
    for (const { id } of [edge.from, edge.to]) {
      const edges = around.get(id)
      if (edges) edges.push(edge)
      else around.set(id, [edge])
    }
  }
  return around
}

const otherEnd = (edge: Edge, node: Node) => (edge.from.id === node.id ? edge.to : edge.from)

/** Follows edges from the first one until it returns to its start and no begun edge is left. */
function walk(first: Edge, around: ReadonlyMap<number, Edge[]>): Node[] {
  first.used = true
  const path = [first.from, first.to]
  let edge = first
  let node = first.to
  while (node.id !== first.from.id) {
    const next = neighbourByAngle(edge, node, around.get(node.id) ?? [])
    if (!next) break
    next.used = true
    node = otherEnd(next, node)
    path.push(node)
    edge = next
  }
  return path
}

/** Returns the next unused edge at a node, clockwise from the incoming edge. */
function neighbourByAngle(incoming: Edge, node: Node, edges: readonly Edge[]): Edge | undefined {
  const angle = (edge: Edge) => {
    const [x, y] = otherEnd(edge, node).position
    return Math.atan2(y - node.position[1], x - node.position[0])
  }
  const start = angle(incoming)
  const turn = (edge: Edge) => (start - angle(edge) + 4 * Math.PI) % (2 * Math.PI)
  let best: Edge | undefined
  for (const edge of edges) if (!edge.used && (!best || turn(edge) < turn(best))) best = edge
  return best
}

/** Cuts a closed walk that passes nodes repeatedly into rings that do not. */
function cutAtRepeats(path: readonly Node[]): Ring[] {
  const rings: Ring[] = []
  const stack: Node[] = []
  const depth = new Map<number, number>()
  for (const node of path) {
    const at = depth.get(node.id)
    if (at !== undefined) {
      const loop = stack.splice(at + 1)
      for (const { id } of loop) depth.delete(id)
      rings.push([node, ...loop, node])
    } else {
      depth.set(node.id, stack.length)
      stack.push(node)
    }
  }
  return rings
}

/** Returns twice the area in square degrees, positive if counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  for (const [i, { position: to }] of ring.entries()) {
    const from = ring[i - 1]?.position
    if (from) sum += from[0] * to[1] - to[0] * from[1]
  }
  return sum
}

interface Measured {
  readonly ring: Ring
  readonly area: number
  readonly box: readonly [number, number, number, number]
  readonly ids: ReadonlySet<number>
}

/** Nests rings by size: one inside an even number of others is an outer ring, otherwise a hole. */
function nest(rings: readonly Ring[]): Polygon[] {
  const measured = rings.map(measure).sort((a, b) => b.area - a.area)
  const placed: { readonly own: Measured; readonly depth: number; readonly polygon: Polygon }[] = []
  for (const own of measured) {
    const parents = placed.filter((candidate) => contains(candidate.own, own))
    const parent = parents.at(-1)
    const depth = parents.length
    if (parent && depth % 2 === 1) parent.polygon.inner.push(own.ring)
    placed.push({ own, depth, polygon: { outer: own.ring, inner: [] } })
  }
  return placed.filter(({ depth }) => depth % 2 === 0).map(({ polygon }) => polygon)
}

function measure(ring: Ring): Measured {
  const x = ring.map(({ position }) => position[0])
  const y = ring.map(({ position }) => position[1])
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
  return {
    ring,
    area: Math.abs(signedArea(ring)),
    box: [least(x), least(y), most(x), most(y)],
    ids: new Set(ring.map(({ id }) => id)),
  }
}

function contains(outer: Measured, inner: Measured): boolean {
  const [w, s, e, n] = outer.box
  if (inner.box[0] < w || inner.box[1] < s || inner.box[2] > e || inner.box[3] > n) return false
  // A shared node is on the border and decides nothing; then the middle of an edge is tested.
  const free = inner.ring.find(({ id }) => !outer.ids.has(id))
  if (free) return covers(outer.ring, free.position)
  const [a, b] = inner.ring
  if (!a || !b) return false
  return covers(outer.ring, [(a.position[0] + b.position[0]) / 2, (a.position[1] + b.position[1]) / 2])
}

function covers(ring: Ring, [x, y]: Position): boolean {
  let inside = false
  for (const [i, { position: to }] of ring.entries()) {
    const from = ring[i - 1]?.position
    if (!from || from[1] > y === to[1] > y) continue
    if (x < from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])) inside = !inside
  }
  return inside
}

/** Splits blocks into lots. The corners of each neighbour are points of the shared edge. */
import type { Bend } from './bend.ts'
import type { Rect } from './blocks.ts'
import type { Point, Ring } from './plane.ts'
import type { Random } from './random.ts'

/** Splits a rectangle across its longer side until the parts have about `area` square metres. */
export function splitLots(random: Random, rect: Rect, area: number, uneven = 0.12): Rect[] {
  const [width, depth] = [rect.u1 - rect.u0, rect.v1 - rect.v0]
  const long = Math.max(width, depth)
  const short = Math.min(width, depth)
  if (width * depth < area * 1.45 && long < short * 2.6) return [rect]
  if (long < 36) return [rect]
  const share = 0.5 + random.between(-uneven, uneven)
  if (width >= depth) {
    const cut = Math.round(rect.u0 + width * share)
    return [
      ...splitLots(random, { ...rect, u1: cut }, area, uneven),
      ...splitLots(random, { ...rect, u0: cut }, area, uneven),
    ]
  }
  const cut = Math.round(rect.v0 + depth * share)
  return [
    ...splitLots(random, { ...rect, v1: cut }, area, uneven),
    ...splitLots(random, { ...rect, v0: cut }, area, uneven),
  ]
}

const LATTICE_M = 40
const CORNER_CUT_M = 7

/**
 * Returns the lots of a block as counter-clockwise rings; both rings of a shared edge have the same points.
 */
export function lotRings(block: Rect, lots: readonly Rect[], bend: Bend): Ring[] {
  const us = new Map<number, number[]>()
  const vs = new Map<number, number[]>()
  const note = (map: Map<number, number[]>, key: number, value: number) => {
    const list = map.get(key)
    if (list) list.push(value)
    else map.set(key, [value])
  }
  for (const lot of lots) {
    for (const u of [lot.u0, lot.u1])
      for (const v of [lot.v0, lot.v1]) {
        note(us, u, v)
        note(vs, v, u)
      }
  }
  return lots.map((lot) => {
    const south = stops(vs.get(lot.v0), lot.u0, lot.u1).map((u): Point => [u, lot.v0])
    const east = stops(us.get(lot.u1), lot.v0, lot.v1).map((v): Point => [lot.u1, v])
    const north = stops(vs.get(lot.v1), lot.u0, lot.u1)
      .toReversed()
      .map((u): Point => [u, lot.v1])
    const west = stops(us.get(lot.u0), lot.v0, lot.v1)
      .toReversed()
      .map((v): Point => [lot.u0, v])
    const plan = [...south.slice(0, -1), ...east.slice(0, -1), ...north.slice(0, -1), ...west.slice(0, -1)]
    return cutCorners(plan, block).map(([u, v]) => bend(u, v))
  })
}

/**
 * Returns the points of an edge: its ends, the neighbours' corners and a regular spacing, so that it bends.
 */
function stops(corners: readonly number[] | undefined, from: number, to: number): number[] {
  const found = new Set([from, to])
  for (const c of corners ?? []) if (c > from && c < to) found.add(c)
  for (let k = Math.ceil(from / LATTICE_M); k * LATTICE_M < to; k++)
    if (k * LATTICE_M > from) found.add(k * LATTICE_M)
  return [...found].sort((a, b) => a - b)
}

/** Cuts the corners of lots at crossings, as sight triangles for drivers. */
function cutCorners(plan: readonly Point[], block: Rect): Point[] {
  return plan.flatMap((p, k): Point[] => {
    const isCorner = (p[0] === block.u0 || p[0] === block.u1) && (p[1] === block.v0 || p[1] === block.v1)
    if (!isCorner) return [p]
    const before = plan.at(k - 1) ?? p
    const after = plan[(k + 1) % plan.length] ?? p
    return [toward(p, before), toward(p, after)]
  })
}

function toward(from: Point, to: Point): Point {
  const run = Math.hypot(to[0] - from[0], to[1] - from[1])
  const t = Math.min(0.4, CORNER_CUT_M / run)
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
}

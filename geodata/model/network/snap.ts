/** Finds the nearest edge of a profile to a place. */
import Flatbush from 'flatbush'
import { fractionAlong, UNITS_PER_DEGREE } from './geometry.ts'
import type { NetworkGraph, ProfileGraph } from './graph.ts'
import { planeOf } from './plane.ts'

export interface Snap {
  readonly edge: number
  /** Position as a fraction of the edge's length along its line; 0 is at its first node. */
  readonly fraction: number
  /** Distance from the place to the edge. */
  readonly gapMetres: number
  /** Degrees. */
  readonly lon: number
  readonly lat: number
}

type Segments = Pick<
  NetworkGraph,
  | 'segmentEdge'
  | 'segmentPoint'
  | 'segmentIndex'
  | 'pointLon'
  | 'pointLat'
  | 'firstPoint'
  | 'nodeLon'
  | 'nodeLat'
>

interface SnapOptions {
  readonly profile: Pick<ProfileGraph, 'placeOfArc' | 'connected'>
  readonly closed?: Uint8Array | null
  readonly bit?: number
  /** Maximum distance of an edge. */
  readonly maxMetres?: number
}

const DEFAULT_MAX_M = 2000

export type Snapper = (lon: number, lat: number, options: SnapOptions) => Snap | null

interface Hit {
  readonly segment: number
  readonly at: number
  readonly metres: number
}

/** Returns a function that snaps places. Edges that are closed or impassable for the profile are skipped. */
export function snapper(network: Segments): Snapper {
  const { segmentEdge, segmentPoint, pointLon, pointLat } = network
  const index = Flatbush.from(network.segmentIndex)
  const plane = planeOf(network)
  const place = (point: number) =>
    [plane.x(pointLon[point] as number), plane.y(pointLat[point] as number)] as const

  function measure(segment: number, x: number, y: number): Hit {
    const [ax, ay] = place(segmentPoint[segment] as number)
    const [bx, by] = place((segmentPoint[segment] as number) + 1)
    const at = fractionAlong(x, y, ax, ay, bx, by)
    return { segment, at, metres: Math.hypot(ax + at * (bx - ax) - x, ay + at * (by - ay) - y) }
  }

  /**
   * Returns the nearest hit among segments that `takes` accepts; boxes come nearest first, in growing
   * batches.
   */
  function nearest(x: number, y: number, within: number, takes: (segment: number) => boolean): Hit | null {
    for (let count = 16; ; count *= 4) {
      const found = index.neighbors(x, y, count, within, takes)
      let best: Hit | null = null
      for (const segment of found) {
        const hit = measure(segment, x, y)
        if (best === null || hit.metres < best.metres) best = hit
      }
      if (found.length < count) return best !== null && best.metres <= within ? best : null
      const last = found.at(-1) as number
      if (best !== null && best.metres <= boxDistance(last, x, y)) return best
    }
  }

  function boxDistance(segment: number, x: number, y: number): number {
    const [ax, ay] = place(segmentPoint[segment] as number)
    const [bx, by] = place((segmentPoint[segment] as number) + 1)
    const dx = Math.max(Math.min(ax, bx) - x, 0, x - Math.max(ax, bx))
    const dy = Math.max(Math.min(ay, by) - y, 0, y - Math.max(ay, by))
    return Math.hypot(dx, dy)
  }

  return function snap(lon, lat, { profile, closed = null, bit = 0, maxMetres = DEFAULT_MAX_M }) {
    const [x, y] = [plane.x(lon * UNITS_PER_DEGREE), plane.y(lat * UNITS_PER_DEGREE)]
    const passable = (segment: number) => {
      const edge = segmentEdge[segment] as number
      if (closed !== null && ((closed[edge] as number) & bit) !== 0) return false
      return profile.placeOfArc[2 * edge] !== 0 || profile.placeOfArc[2 * edge + 1] !== 0
    }
    const connected = (segment: number) =>
      profile.connected[segmentEdge[segment] as number] === 1 && passable(segment)
    // An edge of a part that leads nowhere is taken only where there is no other.
    const hit = nearest(x, y, maxMetres, connected) ?? nearest(x, y, maxMetres, passable)
    return hit && snapAt(network, hit)
  }
}

function snapAt(network: Segments, { segment, at, metres }: Hit): Snap {
  const { firstPoint, segmentEdge, segmentPoint, pointLon, pointLat } = network
  const edge = segmentEdge[segment] as number
  const point = segmentPoint[segment] as number
  const plane = planeOf(network)
  const length = (a: number) =>
    Math.hypot(
      plane.x(pointLon[a + 1] as number) - plane.x(pointLon[a] as number),
      plane.y(pointLat[a + 1] as number) - plane.y(pointLat[a] as number),
    )
  let before = 0
  let total = 0
  for (let a = firstPoint[edge] as number; a < (firstPoint[edge + 1] as number) - 1; a++) {
    if (a === point) before = total + at * length(a)
    total += length(a)
  }
  const between = (values: Int32Array) =>
    ((values[point] as number) + at * ((values[point + 1] as number) - (values[point] as number))) /
    UNITS_PER_DEGREE
  return {
    edge,
    fraction: total === 0 ? 0 : Math.min(1, before / total),
    gapMetres: metres,
    lon: between(pointLon),
    lat: between(pointLat),
  }
}

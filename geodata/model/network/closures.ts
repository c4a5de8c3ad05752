/** Finds the edges that a closure closes. */
import { fractionAlong, UNITS_PER_DEGREE } from './geometry.ts'
import type { NetworkGraph } from './graph.ts'
import { type Plane, planeOf } from './plane.ts'
import type { Snapper } from './snap.ts'

/** GeoJSON in degrees; other geometry closes nothing. */
export interface ClosedPlace {
  readonly type: string
  readonly coordinates?: unknown
}

/** A line closes the edges along it, within this distance in metres and at no larger angle. */
const BESIDE_M = 12
const ALONG_COS = Math.cos((40 * Math.PI) / 180)
/** Metres along the line that are enough; otherwise most of the edge, or half of the line. */
const ALONG_M = 15
const MOST = 0.6
const HALF = 0.5
/** A line that is along no edge closes the edges that it crosses, within this distance in metres. */
const ACROSS_M = 1.5
/** A point closes the nearest edge within this distance in metres. */
const POINT_M = 50

type Point = readonly [x: number, y: number]

/** Returns the edges of a row of `roads`. */
export function edgesOfRoad(network: NetworkGraph, row: number): number[] {
  const edges: number[] = []
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const way = network.edgeWay[edge] as number
    if (network.wayKind[way] === 0 && network.wayRow[way] === row) edges.push(edge)
  }
  return edges
}

/** Returns the edges that a point, a line or an area closes for at least one of the profiles. */
export function edgesInPlace(
  network: NetworkGraph,
  snap: Snapper,
  { type, coordinates }: ClosedPlace,
): number[] {
  const plane = planeOf(network)
  if (type === 'Point') {
    const [lon = 0, lat = 0] = coordinates as number[]
    return network.profiles.flatMap((profile) => snap(lon, lat, { profile, maxMetres: POINT_M })?.edge ?? [])
  }
  const toPlane = ([lon = 0, lat = 0]: readonly number[]): Point => [
    plane.x(lon * UNITS_PER_DEGREE),
    plane.y(lat * UNITS_PER_DEGREE),
  ]
  if (type === 'LineString') {
    const line = (coordinates as number[][]).map(toPlane)
    const along = edgesWhere(network, plane, line, BESIDE_M, (points) => runsAlong(points, line))
    return along.length > 0
      ? along
      : edgesWhere(network, plane, line, ACROSS_M, (points) => crosses(points, line))
  }
  const polygons = (
    type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : []
  ) as number[][][][]
  const rings = polygons.flat().map((ring) => ring.map(toPlane))
  return edgesWhere(network, plane, rings.flat(), 0, (points) => isEntered(points, rings))
}

/** Returns the edges in the box of some points, with a margin, that pass a test. */
function edgesWhere(
  network: NetworkGraph,
  plane: Plane,
  around: readonly Point[],
  margin: number,
  passes: (points: readonly Point[]) => boolean,
): number[] {
  const [west, south] = [0, 1].map(
    (axis) => around.reduce((low, p) => Math.min(low, p[axis] as number), Infinity) - margin,
  )
  const [east, north] = [0, 1].map(
    (axis) => around.reduce((high, p) => Math.max(high, p[axis] as number), -Infinity) + margin,
  )
  const edges: number[] = []
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const points: Point[] = []
    for (let n = network.firstPoint[edge] as number; n < (network.firstPoint[edge + 1] as number); n++)
      points.push([plane.x(network.pointLon[n] as number), plane.y(network.pointLat[n] as number)])
    const isOutside =
      points.every(([x]) => x < (west as number)) ||
      points.every(([x]) => x > (east as number)) ||
      points.every(([, y]) => y < (south as number)) ||
      points.every(([, y]) => y > (north as number))
    if (!isOutside && passes(points)) edges.push(edge)
  }
  return edges
}

interface Step {
  readonly x: number
  readonly y: number
  /** Unit vector of the line at this position. */
  readonly direction: Point
  readonly metres: number
}

/** Returns positions about every two metres along a line. */
function steps(points: readonly Point[]): Step[] {
  return points.slice(1).flatMap(([bx, by], n) => {
    const [ax, ay] = points[n] as Point
    const length = Math.hypot(bx - ax, by - ay)
    const count = Math.max(1, Math.ceil(length / 2))
    const direction: Point = [(bx - ax) / (length || 1), (by - ay) / (length || 1)]
    return Array.from({ length: count }, (_, k): Step => {
      const share = (k + 0.5) / count
      return { x: ax + share * (bx - ax), y: ay + share * (by - ay), direction, metres: length / count }
    })
  })
}

const total = (list: readonly Step[]): number => list.reduce((sum, { metres }) => sum + metres, 0)

/** Returns whether a step is near a line and, if asked, in its direction. */
const isBeside = (
  { x, y, direction }: Step,
  line: readonly Point[],
  within: number,
  cosine: number,
): boolean =>
  line.slice(1).some(([bx, by], n) => {
    const [ax, ay] = line[n] as Point
    const at = fractionAlong(x, y, ax, ay, bx, by)
    if (Math.hypot(ax + at * (bx - ax) - x, ay + at * (by - ay) - y) > within) return false
    const length = Math.hypot(bx - ax, by - ay) || 1
    return Math.abs((direction[0] * (bx - ax) + direction[1] * (by - ay)) / length) >= cosine
  })

function runsAlong(points: readonly Point[], line: readonly Point[]): boolean {
  const places = steps(points)
  const beside = total(places.filter((step) => isBeside(step, line, BESIDE_M, ALONG_COS)))
  return beside > 0 && beside >= Math.min(ALONG_M, MOST * total(places), HALF * total(steps(line)))
}

const crosses = (points: readonly Point[], line: readonly Point[]): boolean =>
  steps(points).some((step) => isBeside(step, line, ACROSS_M, 0))

const isEntered = (points: readonly Point[], rings: readonly (readonly Point[])[]): boolean =>
  steps(points).some(({ x, y }) => {
    let inside = false
    for (const ring of rings) {
      for (const [n, [bx, by]] of ring.entries()) {
        const [ax, ay] = ring[n - 1] ?? (ring.at(-1) as Point)
        if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
      }
    }
    return inside
  })

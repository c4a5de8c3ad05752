import { BoundaryFileError, type BoundaryPoint, type Plot } from './boundary-file.ts'

/** East and north in metres. */
type Position = readonly [east: number, north: number]
/** Closed: the last position is the first. */
type Ring = readonly Position[]

export interface PlotArea {
  /** Each an outer ring and its holes. */
  readonly polygons: readonly (readonly Ring[])[]
  /** Number of rings that were closed here. */
  readonly closed: number
}

/**
 * Returns the polygons of a plot. By the form ring 1 is the boundary and further rings are holes; programs
 * also number separate parts so, in any order. A ring inside an odd number of others is a hole. Throws
 * BoundaryFileError for a ring of fewer than three corners.
 */
export function areaOf(plot: Plot, isSwapped: boolean): PlotArea {
  let closed = 0
  const rings = [...ringsOf(plot.points)].map(([number, points]) => {
    const positions = points.map(({ x, y }): Position => (isSwapped ? [x, y] : [y, x]))
    const [first, last] = [positions[0], positions.at(-1)]
    const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
    if (!isClosed) closed++
    const ring = isClosed || first === undefined ? positions : [...positions, first]
    if (ring.length < 4) throw tooFew(plot, number, ring.length - 1)
    return ring
  })
  return { polygons: nested(rings), closed }
}

/**
 * Returns closed rings as polygons, each an outer ring and its holes: a ring inside an odd number of others is
 * a hole. Larger rings come first, so that every container is placed before what it contains.
 */
export function nested(rings: readonly Ring[]): Ring[][] {
  const bySize = rings.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  const placed: { readonly ring: Ring; readonly polygon: Ring[] }[] = []
  const polygons: Ring[][] = []
  for (const ring of bySize) {
    const containers = placed.filter((each) => contains(each.ring, ring))
    const container = containers.length % 2 === 1 ? containers.at(-1) : undefined
    const polygon = container?.polygon ?? []
    if (container === undefined) polygons.push(polygon)
    polygon.push(ring)
    placed.push({ ring, polygon })
  }
  return polygons
}

/** Returns the area of a closed ring in m². Coordinates count from its first corner, so that no digit is lost. */
export function sizeOf(ring: Ring): number {
  const [[e0, n0] = [0, 0]] = ring
  let twice = 0
  for (const [index, [east, north]] of ring.entries()) {
    const [e, n] = ring[index - 1] ?? [east, north]
    twice += (e - e0) * (north - n0) - (east - e0) * (n - n0)
  }
  return Math.abs(twice) / 2
}

function ringsOf(points: readonly BoundaryPoint[]): Map<number, BoundaryPoint[]> {
  const rings = new Map<number, BoundaryPoint[]>()
  for (const point of points) {
    const ring = rings.get(point.ring)
    if (ring) ring.push(point)
    else rings.set(point.ring, [point])
  }
  return rings
}

/** Most corners count, because a hole may touch its boundary. */
function contains(outer: Ring, ring: Ring): boolean {
  const corners = ring.slice(1)
  const inside = corners.filter((corner) => isInside(corner, outer)).length
  return inside * 2 > corners.length
}

/** Counts crossings of a ray to the east. */
function isInside([east, north]: Position, ring: Ring): boolean {
  let inside = false
  for (const [index, [e2, n2]] of ring.entries()) {
    const [e1, n1] = ring[index - 1] ?? [e2, n2]
    if (n1 > north !== n2 > north && east < e1 + ((north - n1) / (n2 - n1)) * (e2 - e1)) inside = !inside
  }
  return inside
}

const tooFew = ({ line }: Plot, ring: number, corners: number) =>
  new BoundaryFileError(line, {
    zh: `圈 ${ring} 至少应有 3 个界址点，收到 ${corners} 个。`,
    en: `Ring ${ring} should have at least 3 points, but has ${corners}.`,
  })

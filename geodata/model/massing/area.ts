/** Areas in plane metres: parts with an outline and holes; computed on a grid of millimetres. */
import { Clipper, EndType, FillRule, JoinType, type Paths64 } from 'clipper2-ts'

export type PlanePoint = readonly [east: number, north: number]
/** The outline counterclockwise, then holes clockwise; not closed. */
type PlanePart = readonly (readonly PlanePoint[])[]
export type PlaneArea = readonly PlanePart[]

const SCALE = 1000
/** Corners of setbacks are arcs that leave the true one by at most this many millimetres. */
const ARC_TOLERANCE = 5

/** Puts parts on the grid, near the origin that they share. */
class Grid {
  readonly #east: number
  readonly #north: number

  constructor(area: PlaneArea) {
    const [east, north] = area[0]?.[0]?.[0] ?? [0, 0]
    this.#east = Math.round(east)
    this.#north = Math.round(north)
  }

  paths(area: PlaneArea): Paths64 {
    const paths = area.flatMap((part) =>
      part.map((ring) =>
        ring.map(([e, n]) => ({
          x: Math.round((e - this.#east) * SCALE),
          y: Math.round((n - this.#north) * SCALE),
        })),
      ),
    )
    return Clipper.union(paths, FillRule.EvenOdd)
  }

  area(paths: Paths64): PlaneArea {
    const rings = paths.filter((path) => path.length > 2)
    const shells = rings.filter((path) => Clipper.area(path) > 0).map((path) => [path])
    for (const hole of rings.filter((path) => Clipper.area(path) < 0)) {
      const [first] = hole
      const holds = ([shell]: Paths64) => shell && first && Clipper.pointInPolygon(first, shell) !== 2
      shells
        .filter(holds)
        .toSorted(([a = []], [b = []]) => Clipper.area(a) - Clipper.area(b))[0]
        ?.push(hole)
    }
    return shells.map((part) =>
      part.map((ring) =>
        ring.map(({ x, y }): PlanePoint => [x / SCALE + this.#east, y / SCALE + this.#north]),
      ),
    )
  }
}

/** Returns area in m². */
export const sizeOf = (area: PlaneArea): number =>
  area.reduce((sum, part) => sum + part.reduce((inner, ring) => inner + ringSize(ring), 0), 0)

const ringSize = (ring: readonly PlanePoint[]): number =>
  ring.reduce((sum, [x, y], k) => {
    const [x0, y0] = ring[(k + ring.length - 1) % ring.length] ?? [x, y]
    return sum + (x0 * y - x * y0) / 2
  }, 0)

/** Returns the part of an area that is at least `metres` from its boundary (退界); any shape, with holes. */
export function inset(area: PlaneArea, metres: number): PlaneArea {
  const grid = new Grid(area)
  const paths = grid.paths(area)
  if (metres <= 0) return grid.area(paths)
  return grid.area(
    Clipper.inflatePaths(paths, -metres * SCALE, JoinType.Round, EndType.Polygon, 2, ARC_TOLERANCE),
  )
}

/** Returns what both areas cover. */
export function overlap(area: PlaneArea, other: PlaneArea): PlaneArea {
  const grid = new Grid(area)
  return grid.area(Clipper.intersect(grid.paths(area), grid.paths(other), FillRule.NonZero))
}

/** Returns the metres between two areas that do not overlap: from a corner of one to a side of the other. */
export function gapBetween(area: PlaneArea, other: PlaneArea): number {
  const [rings, others] = [area.flat(), other.flat()]
  const from = (corners: typeof rings, sides: typeof rings) =>
    Math.min(...corners.flat().flatMap((corner) => sides.map((ring) => distanceToRing(corner, ring))))
  return Math.min(from(rings, others), from(others, rings))
}

function distanceToRing([x, y]: PlanePoint, ring: readonly PlanePoint[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const [k, [bx, by]] of ring.entries()) {
    const [ax, ay] = ring[(k + ring.length - 1) % ring.length] ?? [bx, by]
    const [dx, dy] = [bx - ax, by - ay]
    const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)
    const along = Math.min(1, Math.max(0, share))
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy))
  }
  return least
}

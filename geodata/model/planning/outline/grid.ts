/** Whole millimetres in the plane of EPSG:4549 around an origin, in which faults and repairs are exact. */
import { degreesOf, planeOf } from '../../plane.ts'
import type { Part, Position, Ring } from './outline.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
/** Not closed: the first point is not repeated. */
export type Loop = readonly Point[]
/** The shell, then holes. */
export type Area = readonly Loop[]

const PER_METRE = 1000

export const isSame = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y
export const keyOf = ({ x, y }: Point): string => `${x},${y}`

/** Twice the signed area of the triangle, positive if a, b, c turn left. Exact within 90 km. */
export const turn = (a: Point, b: Point, c: Point): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** Signed area in mm², positive if the loop is counterclockwise. */
export function sizeOf(loop: Loop): number {
  const [first] = loop
  if (first === undefined) return 0
  let twice = 0
  for (let i = 1; i + 1 < loop.length; i++) twice += turn(first, loop[i] ?? first, loop[i + 1] ?? first)
  return twice / 2
}

/** Converts between degrees and the grid. Points that came from degrees return exactly there. */
export class Grid {
  readonly #east: number
  readonly #north: number
  readonly #positions = new Map<string, Position>()

  /** `near` becomes the origin. */
  constructor(near: Position) {
    const [east, north] = planeOf(near)
    this.#east = Math.round(east)
    this.#north = Math.round(north)
  }

  pointOf(position: Position): Point {
    const [east, north] = planeOf(position)
    // Adding 0 turns -0 into 0.
    const point = {
      x: Math.round((east - this.#east) * PER_METRE) + 0,
      y: Math.round((north - this.#north) * PER_METRE) + 0,
    }
    const key = keyOf(point)
    if (!this.#positions.has(key)) this.#positions.set(key, position)
    return point
  }

  positionOf(point: Point): Position {
    return (
      this.#positions.get(keyOf(point)) ??
      degreesOf([this.#east + point.x / PER_METRE, this.#north + point.y / PER_METRE])
    )
  }

  /** Drops the closing position; duplicate points stay. */
  loopOf(ring: Ring): Point[] {
    const points = ring.map((position) => this.pointOf(position))
    const [first, last] = [points[0], points.at(-1)]
    return points.length > 1 && first && last && isSame(first, last) ? points.slice(0, -1) : points
  }

  partOf(area: Area): Part {
    return area.map((loop) => {
      const ring = loop.map((point) => this.positionOf(point))
      return ring[0] === undefined ? ring : [...ring, ring[0]]
    })
  }
}

/** Returns the loop without points that repeat the one before. */
export const withoutRepeats = (loop: Loop): Point[] =>
  loop.filter((point, i) => {
    const before = loop[(i + loop.length - 1) % loop.length]
    return loop.length === 1 || before === undefined || !isSame(point, before)
  })

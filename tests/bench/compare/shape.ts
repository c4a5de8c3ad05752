/** Compares the shapes of two features of a tile, except for points that one of them leaves out. */
import type { VectorTileFeature } from '@mapbox/vector-tile'

interface Point {
  readonly x: number
  readonly y: number
}

/** Snapping moves a point by half a unit, and ST_AsMVTGeom drops points within half a unit of their line. */
const TOLERANCE = 1.5
const POINT = 1

/** Returns true if every point of either is within 1.5 units of the other's lines. */
export function sameShape(a: VectorTileFeature, b: VectorTileFeature): boolean {
  if (a.type !== b.type) return false
  const [ours, theirs] = [a.loadGeometry(), b.loadGeometry()]
  if (a.type === POINT)
    return liesOn(
      ours.flat(),
      theirs.flat().map((point) => [point]),
    )
  return liesOn(ours.flat(), theirs) && liesOn(theirs.flat(), ours)
}

function liesOn(points: readonly Point[], lines: readonly (readonly Point[])[]): boolean {
  return points.every((point) => lines.some((line) => isNear(point, line)))
}

function isNear(point: Point, line: readonly Point[]): boolean {
  const [only] = line
  if (line.length === 1 && only) return distance(point, only, only) <= TOLERANCE
  return line.slice(1).some((end, index) => distance(point, line[index] ?? end, end) <= TOLERANCE)
}

/** Returns the distance from a point to a segment of a line. */
function distance({ x, y }: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length))
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy)
}

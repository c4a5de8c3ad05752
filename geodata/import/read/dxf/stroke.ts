/** Converts curves to lines in the plane, so that no chord leaves its curve by more than a tolerance. */

export type Point = readonly [x: number, y: number]

const MAX_PIECES = 20_000
const MAX_DEPTH = 16

/**
 * Returns the number of chords for an arc of a radius and a sweep in radians; a chord deviates by r (1 −
 * cos(θ/2)).
 */
function piecesOf(radius: number, sweep: number, tolerance: number): number {
  if (radius <= tolerance) return Math.max(4, Math.ceil(Math.abs(sweep) / (Math.PI / 4)))
  const step = Math.min(Math.PI / 8, 2 * Math.acos(1 - tolerance / radius))
  return Math.min(MAX_PIECES, Math.max(1, Math.ceil(Math.abs(sweep) / step)))
}

/**
 * Returns points between two angles in radians, both ends included; `major` and `minor` are the axes as
 * vectors.
 */
export function strokeEllipse(
  [cx, cy]: Point,
  [ax, ay]: Point,
  [bx, by]: Point,
  from: number,
  to: number,
  tolerance: number,
): Point[] {
  const radius = Math.max(Math.hypot(ax, ay), Math.hypot(bx, by))
  const pieces = piecesOf(radius, to - from, tolerance)
  return Array.from({ length: pieces + 1 }, (_, i): Point => {
    const angle = from + ((to - from) * i) / pieces
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    return [cx + cos * ax + sin * bx, cy + cos * ay + sin * by]
  })
}

/**
 * Returns the points between two vertices of a polyline. The bulge is the tangent of a quarter of the arc's
 * angle.
 */
export function strokeBulge(a: Point, b: Point, bulge: number, tolerance: number): Point[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const chord = Math.hypot(dx, dy)
  if (chord === 0 || bulge === 0) return []
  const sweep = 4 * Math.atan(bulge)
  const radius = (chord * (1 + bulge * bulge)) / (4 * Math.abs(bulge))
  // The centre is left of the chord for a positive bulge, which turns counter-clockwise.
  const offset = (1 - bulge * bulge) / (4 * bulge)
  const center: Point = [(a[0] + b[0]) / 2 - dy * offset, (a[1] + b[1]) / 2 + dx * offset]
  const start = Math.atan2(a[1] - center[1], a[0] - center[0])
  return strokeEllipse(center, [radius, 0], [0, radius], start, start + sweep, tolerance).slice(1, -1)
}

export interface Spline {
  readonly degree: number
  readonly knots: readonly number[]
  readonly points: readonly Point[]
  /** One per point. */
  readonly weights: readonly number[]
}

/** Returns null if the knots do not fit the points. */
export function strokeSpline(spline: Spline, tolerance: number): Point[] | null {
  const { degree, knots, points } = spline
  const isSound =
    degree >= 1 && degree <= 15 && points.length > degree && knots.length === points.length + degree + 1
  if (!isSound || knots.some((knot, i) => i > 0 && knot < (knots[i - 1] ?? 0))) return null
  const stroked: Point[] = []
  for (let span = degree; span < points.length; span++) {
    const [from, to] = [knots[span] ?? 0, knots[span + 1] ?? 0]
    if (to <= from) continue
    const at = (u: number) => evaluate(spline, span, u)
    const [first, last] = [at(from), at(to)]
    if (stroked.length === 0) stroked.push(first)
    divide(at, from, to, first, last, tolerance, 0, stroked)
    stroked.push(last)
    if (stroked.length > MAX_PIECES * 10) return null
  }
  return stroked
}

/** Adds the points needed between two parameters. */
function divide(
  at: (u: number) => Point,
  from: number,
  to: number,
  first: Point,
  last: Point,
  tolerance: number,
  depth: number,
  stroked: Point[],
): void {
  const middle = (from + to) / 2
  const quarters = [(from + middle) / 2, middle, (middle + to) / 2].map(at)
  const isFlat = quarters.every((point) => distance(point, first, last) <= tolerance)
  // Divides at least once, because a curve may cross its chord at the tested point.
  if ((isFlat && depth > 0) || depth >= MAX_DEPTH) return
  const centre = quarters[1] as Point
  divide(at, from, middle, first, centre, tolerance, depth + 1, stroked)
  stroked.push(centre)
  divide(at, middle, to, centre, last, tolerance, depth + 1, stroked)
}

/** Evaluates the weighted points by De Boor's algorithm. */
function evaluate({ degree, knots, points, weights }: Spline, span: number, u: number): Point {
  const d = Array.from({ length: degree + 1 }, (_, j) => {
    const i = span - degree + j
    const [x, y] = points[i] ?? [0, 0]
    const w = weights[i] ?? 1
    return [x * w, y * w, w] as [number, number, number]
  })
  for (let level = 1; level <= degree; level++) {
    for (let j = degree; j >= level; j--) {
      const i = span - degree + j
      const low = knots[i] ?? 0
      const high = knots[i + degree - level + 1] ?? 0
      const share = high === low ? 0 : (u - low) / (high - low)
      const [a, b] = [d[j - 1], d[j]]
      if (!a || !b) continue
      d[j] = [
        (1 - share) * a[0] + share * b[0],
        (1 - share) * a[1] + share * b[1],
        (1 - share) * a[2] + share * b[2],
      ]
    }
  }
  const [x, y, w] = d[degree] ?? [0, 0, 1]
  return [x / w, y / w]
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

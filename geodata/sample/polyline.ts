/** Length, smoothing, simplification and resampling of lines in the plane. */
import type { Line, Point } from './plane.ts'
import { distance } from './plane.ts'

/** Returns the length in metres. */
export function lengthOf(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1] as Point, line[i] as Point)
  return sum
}

/** Cuts corners (Chaikin 1974); an open line keeps its ends. */
export function chaikin(line: Line, times: number, closed = false): Line {
  let points: Line = line
  for (let t = 0; t < times; t++) {
    const next: Point[] = closed ? [] : [points[0] as Point]
    const last = closed ? points.length : points.length - 1
    for (let i = 0; i < last; i++) {
      const a = points[i] as Point
      const b = points[(i + 1) % points.length] as Point
      next.push([0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]])
      next.push([0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]])
    }
    if (!closed) next.push(points.at(-1) as Point)
    points = next
  }
  return points
}

/** Returns a smooth Catmull-Rom curve through points placed by hand. */
export function curveThrough(points: Line, step: number): Line {
  const result: Point[] = []
  for (let i = 0; i < points.length - 1; i++) {
    const [p1, p2] = [points[i] as Point, points[i + 1] as Point]
    const [p0, p3] = [points[i - 1] ?? p1, points[i + 2] ?? p2]
    const pieces = Math.max(1, Math.round(distance(p1, p2) / step))
    for (let k = 0; k < pieces; k++) {
      const t = k / pieces
      const at = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t ** 3)
      result.push([at(0), at(1)])
    }
  }
  result.push(points.at(-1) as Point)
  return result
}

/** Removes points that deviate by less than `tolerance` metres (Douglas and Peucker 1973). */
export function simplify(line: Line, tolerance: number): Line {
  if (line.length < 3) return line
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const stack: [number, number][] = [[0, line.length - 1]]
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span
    let worst = tolerance
    let at = -1
    for (let i = from + 1; i < to; i++) {
      const d = distanceToSegment(line[i] as Point, line[from] as Point, line[to] as Point)
      if (d > worst) {
        worst = d
        at = i
      }
    }
    if (at >= 0) {
      keep[at] = 1
      stack.push([from, at], [at, to])
    }
  }
  return line.filter((_, i) => keep[i])
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
  const offX = p[0] - a[0] - t * dx
  const offY = p[1] - a[1] - t * dy
  return Math.sqrt(offX * offX + offY * offY)
}

export function distanceToLine(p: Point, line: Line): number {
  let nearest = Infinity
  for (let i = 1; i < line.length; i++) {
    nearest = Math.min(nearest, distanceToSegment(p, line[i - 1] as Point, line[i] as Point))
  }
  return nearest
}

/** Returns the point `along` metres from the start, and the direction there in radians from east. */
export function pointAlong(line: Line, along: number): { readonly point: Point; readonly angle: number } {
  let rest = Math.max(0, along)
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const run = distance(a, b)
    if ((rest <= run || i === line.length - 1) && run > 0) {
      const t = Math.min(1, rest / run)
      return {
        point: [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])],
        angle: Math.atan2(b[1] - a[1], b[0] - a[0]),
      }
    }
    rest -= run
  }
  return { point: line[0] as Point, angle: 0 }
}

/** Returns the part between two distances along the line in metres, with exact ends. */
export function slice(line: Line, from: number, to: number): Line {
  const result: Point[] = [pointAlong(line, from).point]
  let along = 0
  for (let i = 1; i < line.length - 1; i++) {
    along += distance(line[i - 1] as Point, line[i] as Point)
    if (along > from + 0.01 && along < to - 0.01) result.push(line[i] as Point)
  }
  result.push(pointAlong(line, to).point)
  return result
}

/** Returns points every `step` metres or slightly less, including both ends. */
export function resample(line: Line, step: number): Line {
  const length = lengthOf(line)
  const pieces = Math.max(1, Math.ceil(length / step))
  const result: Point[] = [line[0] as Point]
  let i = 1
  let passed = 0
  for (let k = 1; k < pieces; k++) {
    const target = (k * length) / pieces
    while (passed + distance(line[i - 1] as Point, line[i] as Point) < target) {
      passed += distance(line[i - 1] as Point, line[i] as Point)
      i++
    }
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const t = (target - passed) / distance(a, b)
    result.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
  }
  result.push(line.at(-1) as Point)
  return result
}

/** Outlines of glyphs as straight segments in pixels, for measuring distances to them. */
import type { Glyph } from 'fontkitten'

/** From (x0, y0) to (x1, y1), one after the other; pixels of the em size, y upwards from the baseline. */
export type Segments = Float64Array

export interface Outline {
  readonly segments: Segments
  /** Empty glyphs (a space) have none. */
  readonly bounds: {
    readonly left: number
    readonly bottom: number
    readonly right: number
    readonly top: number
  }
}

/** Segments per curve: at 24 pixels per em, at most 0.01 pixels off. */
const CURVE_PIECES = 6

type Point = readonly [x: number, y: number]

/** Returns the outline of a glyph, scaled by `scale`; undefined for an empty glyph. */
export function outlineOf(glyph: Glyph, scale: number): Outline | undefined {
  const segments: number[] = []
  let start: Point = [0, 0]
  let at: Point = start
  const lineTo = (to: Point) => {
    if (to[0] !== at[0] || to[1] !== at[1]) segments.push(at[0], at[1], to[0], to[1])
    at = to
  }
  for (const { command, args } of glyph.path.commands) {
    const points = pairs(args, scale)
    const [a = at, b = a, c = b] = points
    if (command === 'moveTo') {
      lineTo(start)
      start = a
      at = a
    } else if (command === 'lineTo') lineTo(a)
    else if (command === 'quadraticCurveTo') curve(at, [a, b], quadratic).forEach(lineTo)
    else if (command === 'bezierCurveTo') curve(at, [a, b, c], cubic).forEach(lineTo)
    else lineTo(start)
  }
  lineTo(start)
  return segments.length === 0
    ? undefined
    : { segments: Float64Array.from(segments), bounds: boundsOf(segments) }
}

function pairs(values: readonly number[], scale: number): Point[] {
  const points: Point[] = []
  for (let i = 0; i + 1 < values.length; i += 2)
    points.push([(values[i] ?? 0) * scale, (values[i + 1] ?? 0) * scale])
  return points
}

type Curve = (t: number, values: readonly number[]) => number

const quadratic: Curve = (t, [p = 0, q = 0, r = 0]) => (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t * t * r
const cubic: Curve = (t, [p = 0, q = 0, r = 0, s = 0]) =>
  (1 - t) ** 3 * p + 3 * t * (1 - t) ** 2 * q + 3 * t * t * (1 - t) * r + t ** 3 * s

function curve(from: Point, rest: readonly Point[], at: Curve): Point[] {
  const xs = [from, ...rest].map(([x]) => x)
  const ys = [from, ...rest].map(([, y]) => y)
  return Array.from({ length: CURVE_PIECES }, (_, piece) => {
    const t = (piece + 1) / CURVE_PIECES
    return [at(t, xs), at(t, ys)]
  })
}

function boundsOf(segments: readonly number[]): Outline['bounds'] {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < segments.length; i += 2) {
    const [x = 0, y = 0] = [segments[i], segments[i + 1]]
    left = Math.min(left, x)
    right = Math.max(right, x)
    bottom = Math.min(bottom, y)
    top = Math.max(top, y)
  }
  return { left, bottom, right, top }
}

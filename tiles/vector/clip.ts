/**
 * Clips tile coordinates to the square from `low` to `high`, both ends included. Coordinates are
 * integers and stay so.
 */
import type { Coordinates, Geometry } from './twkb.ts'

/**
 * Returns the part of a geometry in the square. Each ring of a polygon stays one ring: if it leaves the
 * square and returns, its parts are connected along the square's edge, in the buffer.
 */
export function clip(geometry: Geometry, low: number, high: number): Geometry {
  switch (geometry.kind) {
    case 'point':
      return { kind: 'point', points: clipPoints(geometry.points, low, high) }
    case 'line':
      return {
        kind: 'line',
        lines: geometry.lines.flatMap((line) =>
          isInside(line, low, high) ? [line] : clipLine(line, low, high),
        ),
      }
    case 'polygon':
      return {
        kind: 'polygon',
        polygons: geometry.polygons.map((rings) =>
          rings.map((ring) => (isInside(ring, low, high) ? ring : clipRing(ring, low, high))),
        ),
      }
  }
}

function isInside(coordinates: Coordinates, low: number, high: number): boolean {
  for (const value of coordinates) if (value < low || value > high) return false
  return true
}

function clipPoints(points: Coordinates, low: number, high: number): Coordinates {
  const kept: Coordinates = []
  for (let i = 0; i < points.length; i += 2) {
    const position = points.slice(i, i + 2)
    if (isInside(position, low, high)) kept.push(...position)
  }
  return kept
}

/** Liang and Barsky: the part of each segment in the square; consecutive parts are joined. */
function clipLine(line: Coordinates, low: number, high: number): Coordinates[] {
  const pieces: Coordinates[] = []
  let piece: Coordinates | undefined
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = line.slice(i, i + 4)
    const part = visiblePart(ax, ay, bx, by, low, high)
    if (!part) {
      piece = undefined
      continue
    }
    const [from, to] = part
    const dx = bx - ax
    const dy = by - ay
    if (!piece || from > 0) {
      piece = [Math.round(ax + from * dx), Math.round(ay + from * dy)]
      pieces.push(piece)
    }
    piece.push(Math.round(ax + to * dx), Math.round(ay + to * dy))
    if (to < 1) piece = undefined
  }
  return pieces
}

/** Returns the visible part of the segment from a to b as two fractions of its length, or null. */
function visiblePart(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  low: number,
  high: number,
): [from: number, to: number] | null {
  let from = 0
  let to = 1
  const sides: readonly (readonly [step: number, room: number])[] = [
    [ax - bx, ax - low],
    [bx - ax, high - ax],
    [ay - by, ay - low],
    [by - ay, high - ay],
  ]
  for (const [step, room] of sides) {
    if (step === 0 && room < 0) return null
    if (step < 0) from = Math.max(from, room / step)
    if (step > 0) to = Math.min(to, room / step)
  }
  return from <= to ? [from, to] : null
}

/** Sutherland and Hodgman: cuts a ring at the four sides, one after the other. */
function clipRing(ring: Coordinates, low: number, high: number): Coordinates {
  let cut = cutRing(ring, 0, low, 1)
  cut = cutRing(cut, 0, high, -1)
  cut = cutRing(cut, 1, low, 1)
  cut = cutRing(cut, 1, high, -1)
  return cut.map(Math.round)
}

/** Keeps the side of a ring where `sign * (coordinate - limit)` is not negative. */
function cutRing(ring: Coordinates, axis: 0 | 1, limit: number, sign: 1 | -1): Coordinates {
  const kept: Coordinates = []
  const last = ring.length - 2
  if (last < 0) return kept
  let [px = 0, py = 0] = ring.slice(last)
  for (let i = 0; i <= last; i += 2) {
    const x = ring[i] ?? 0
    const y = ring[i + 1] ?? 0
    const before = sign * ((axis === 0 ? px : py) - limit)
    const now = sign * ((axis === 0 ? x : y) - limit)
    if (before < 0 !== now < 0) {
      const share = before / (before - now)
      kept.push(axis === 0 ? limit : px + share * (x - px), axis === 0 ? py + share * (y - py) : limit)
    }
    if (now >= 0) kept.push(x, y)
    px = x
    py = y
  }
  // If the first point was cut off, close the ring again.
  const [x = 0, y = 0] = kept
  if (kept.length > 2 && (kept.at(-2) !== x || kept.at(-1) !== y)) kept.push(x, y)
  return kept
}

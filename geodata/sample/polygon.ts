/** Area, centre, containment and inset of rings in the plane. Rings do not repeat their first point. */
import type { Box, MultiPolygon, Point, Polygon, Ring } from './plane.ts'
import { distanceToSegment } from './polyline.ts'

/** Returns the area in square metres, positive if counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  const origin = ring[0] as Point
  for (let i = 1; i < ring.length - 1; i++) {
    const a = ring[i] as Point
    const b = ring[i + 1] as Point
    sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
  }
  return sum / 2
}

export function areaOf(shape: MultiPolygon): number {
  let sum = 0
  for (const polygon of shape) {
    polygon.forEach((ring, i) => {
      sum += (i === 0 ? 1 : -1) * Math.abs(signedArea(ring))
    })
  }
  return sum
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as Point
    const b = ring[j] as Point
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

export function polygonContains(polygon: Polygon, point: Point): boolean {
  return polygon.every((ring, i) => contains(ring, point) === (i === 0))
}

/** Returns metres to the ring, negative inside. */
export function distanceToRing(ring: Ring, point: Point): number {
  let nearest = Infinity
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    nearest = Math.min(nearest, distanceToSegment(point, ring[j] as Point, ring[i] as Point))
  }
  return contains(ring, point) ? -nearest : nearest
}

export function boxOf(ring: Ring): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** Returns a convex counter-clockwise ring with every side moved inwards by `margin` metres. */
export function insetConvex(ring: Ring, margin: number): Ring {
  let left: Ring = ring
  for (let i = 0; i < ring.length && left.length > 2; i++) {
    const a = ring[i] as Point
    const b = ring[(i + 1) % ring.length] as Point
    const run = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (run < 1e-9) continue
    const normal: Point = [-(b[1] - a[1]) / run, (b[0] - a[0]) / run]
    left = clipHalfPlane(left, normal, normal[0] * a[0] + normal[1] * a[1] + margin)
  }
  return left
}

/** Returns the part of a convex ring where normal · point ≥ offset (Sutherland and Hodgman 1974). */
export function clipHalfPlane(ring: Ring, normal: Point, offset: number): Ring {
  const result: Point[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i] as Point
    const b = ring[(i + 1) % ring.length] as Point
    const da = normal[0] * a[0] + normal[1] * a[1] - offset
    const db = normal[0] * b[0] + normal[1] * b[1] - offset
    if (da >= 0) result.push(a)
    if (da > 0 !== db > 0 && da !== db) {
      const t = da / (da - db)
      if (t > 0 && t < 1) result.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
    }
  }
  return result
}

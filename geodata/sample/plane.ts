/**
 * The plane of the sample: EPSG:4549 (CGCS2000, 3-degree zone, 120°E), metres, x east and y north, so that
 * areas and lengths are those that the platform measures.
 */
import { degreesOf, planeOf } from '../model/plane.ts'

export type Point = readonly [x: number, y: number]
export type Line = readonly Point[]
/** A ring whose first point is not repeated at the end. */
export type Ring = readonly Point[]
/** The outer ring, then holes. */
export type Polygon = readonly Ring[]
export type MultiPolygon = readonly Polygon[]
/** Minimum x and y, maximum x and y. */
export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number]

/** Converts WGS 84 degrees to plane metres. */
export const toPlane = (longitude: number, latitude: number): Point => planeOf([longitude, latitude])

/** Converts plane metres to WGS 84 degrees, rounded to 1e-8 degree (about 1 mm), as stored. */
export function toDegrees(point: Point): Point {
  const [longitude, latitude] = degreesOf(point)
  return [Math.round(longitude * 1e8) / 1e8, Math.round(latitude * 1e8) / 1e8]
}

/** Returns metres between two points. Uses Math.sqrt, because Math.hypot is many times slower. */
export function distance(a: Point, b: Point): number {
  const dx = a[0] - b[0]
  const dy = a[1] - b[1]
  return Math.sqrt(dx * dx + dy * dy)
}

/** Returns a converter from kilometres east and north of an origin to plane metres, for layouts by hand. */
export function around(origin: Point): (east: number, north: number) => Point {
  return (east, north) => [origin[0] + east * 1000, origin[1] + north * 1000]
}

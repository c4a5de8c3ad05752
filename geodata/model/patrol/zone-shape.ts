/** The area of a zone in a local plane: which side of its border a place is on, how far, and where a line crosses. */
import { metresBetween } from '../distance.ts'

type Pair = readonly [number, number]

/** Rings of all parts, holes included, in metres from an origin. */
export interface ZoneShape {
  readonly code: string
  readonly rings: readonly (readonly Pair[])[]
  /** WGS 84 degrees to metres. The error is below 0.1 % within 20 km. */
  readonly place: (lon: number, lat: number) => Pair
  /** West, south, east, north in metres. */
  readonly bounds: readonly [number, number, number, number]
}

/** Returns the shape of a zone from the coordinates of a GeoJSON MultiPolygon (WGS 84 degrees). */
export function zoneShape(
  code: string,
  polygons: readonly (readonly (readonly (readonly number[])[])[])[],
): ZoneShape {
  const [lon0 = 0, lat0 = 0] = polygons[0]?.[0]?.[0] ?? []
  const perLon = metresBetween([lon0 - 0.5, lat0], [lon0 + 0.5, lat0])
  const perLat = metresBetween([lon0, lat0 - 0.5], [lon0, lat0 + 0.5])
  const place = (lon: number, lat: number): Pair => [(lon - lon0) * perLon, (lat - lat0) * perLat]
  const rings = polygons.flat().map((ring) => ring.map(([lon = 0, lat = 0]) => place(lon, lat)))
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of rings.flat()) {
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  return { code, rings, place, bounds }
}

/** Calls `visit` for each edge of the border. */
function eachEdge({ rings }: ZoneShape, visit: (a: Pair, b: Pair) => void): void {
  for (const ring of rings) for (let n = 1; n < ring.length; n++) visit(ring[n - 1] as Pair, ring[n] as Pair)
}

/** Returns true if the place is in the zone, by the even-odd rule, so holes are outside. */
export function isInZone(shape: ZoneShape, [x, y]: Pair): boolean {
  let isInside = false
  eachEdge(shape, ([ax, ay], [bx, by]) => {
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) isInside = !isInside
  })
  return isInside
}

/** Returns the distance from the border in metres. */
export function metresFromBorder(shape: ZoneShape, [x, y]: Pair): number {
  let square = Infinity
  eachEdge(shape, ([ax, ay], [bx, by]) => {
    const [dx, dy] = [bx - ax, by - ay]
    const long = dx * dx + dy * dy
    const t = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long))
    square = Math.min(square, (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2)
  })
  return Math.sqrt(square)
}

/** Returns the fractions of the line from `a` to `b` at which it meets the border, ascending, without its ends. */
export function borderFractions(shape: ZoneShape, a: Pair, b: Pair): number[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const fractions: number[] = []
  eachEdge(shape, ([px, py], [qx, qy]) => {
    const [ex, ey] = [qx - px, qy - py]
    const cross = dx * ey - dy * ex
    if (cross === 0) return
    const t = ((px - a[0]) * ey - (py - a[1]) * ex) / cross
    const u = ((px - a[0]) * dy - (py - a[1]) * dx) / cross
    if (t > 0 && t < 1 && u >= 0 && u <= 1) fractions.push(t)
  })
  return fractions.sort((one, other) => one - other)
}

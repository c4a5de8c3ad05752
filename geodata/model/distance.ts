/** Distances and directions between places in WGS 84 degrees. */

type Place = readonly [longitude: number, latitude: number]

/** Mean radius of the ellipsoid, which PostGIS uses for distances on the sphere. */
const RADIUS_M = 6_371_008.771_4
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Returns the distance between two places in metres on the sphere. */
export function metresBetween([ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [radians(bx - ax), radians(by - ay)]
  const half = Math.sin(dy / 2) ** 2 + Math.cos(radians(ay)) * Math.cos(radians(by)) * Math.sin(dx / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)))
}

/**
 * Returns the direction from one place to another in degrees clockwise from north; null for the same place.
 */
export function bearingTo([ax, ay]: Place, [bx, by]: Place): number | null {
  if (ax === bx && ay === by) return null
  const dx = radians(bx - ax)
  const y = Math.sin(dx) * Math.cos(radians(by))
  const x =
    Math.cos(radians(ay)) * Math.sin(radians(by)) -
    Math.sin(radians(ay)) * Math.cos(radians(by)) * Math.cos(dx)
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

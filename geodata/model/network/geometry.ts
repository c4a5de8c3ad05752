/**
 * Lengths and positions in integers of 1e-7 degrees of WGS 84, on a sphere (as PostGIS' ST_DistanceSphere).
 */

const RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180
export const UNITS_PER_DEGREE = 1e7

/** Returns metres between two points in degrees, by the haversine formula. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const dLat = (latB - latA) * RADIANS
  const dLon = (lonB - lonA) * RADIANS
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * Math.sin(dLon / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)))
}

export const METRES_PER_DEGREE = RADIUS_M * RADIANS

/** Returns metres per degree of longitude at a latitude. */
export const metresPerLongitude = (lat: number): number => METRES_PER_DEGREE * Math.cos(lat * RADIANS)

/** Interleaves the bits of two 16-bit numbers, so that near positions get near numbers. */
export function morton(x: number, y: number): number {
  const spread = (value: number) => {
    let v = value & 0xffff
    v = (v | (v << 8)) & 0x00ff00ff
    v = (v | (v << 4)) & 0x0f0f0f0f
    v = (v | (v << 2)) & 0x33333333
    return (v | (v << 1)) & 0x55555555
  }
  return (spread(x) | (spread(y) << 1)) >>> 0
}

/** Returns the fraction (0–1) of a segment that is nearest to a point, in one plane. */
export function fractionAlong(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const squared = dx * dx + dy * dy
  return squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / squared))
}

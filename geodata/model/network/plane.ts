/** The plane of metres around the first node of a network, for snapping places to edges. */
import { METRES_PER_DEGREE, metresPerLongitude, UNITS_PER_DEGREE } from './geometry.ts'

/** From degrees × 10⁷. */
export interface Plane {
  x(lon: number): number
  y(lat: number): number
}

export function planeOf({ nodeLon, nodeLat }: { nodeLon: Int32Array; nodeLat: Int32Array }): Plane {
  const [lon0, lat0] = [nodeLon[0] ?? 0, nodeLat[0] ?? 0]
  const mx = metresPerLongitude(lat0 / UNITS_PER_DEGREE) / UNITS_PER_DEGREE
  const my = METRES_PER_DEGREE / UNITS_PER_DEGREE
  return { x: (lon) => (lon - lon0) * mx, y: (lat) => (lat - lat0) * my }
}

/**
 * The plane in which areas and lengths are measured: EPSG:4549 (CGCS2000, 3-degree zone, 120°E), metres, east
 * first. WGS 84 and CGCS2000 are taken as the same, as PROJ does.
 */
import proj4 from 'proj4'

type Pair = readonly [number, number]

const epsg4549 = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const converter = proj4('+proj=longlat +datum=WGS84 +no_defs', epsg4549)

/** Converts WGS 84 degrees to plane metres. Throws RangeError for what has no place in the plane. */
export function planeOf([longitude, latitude]: Pair): [east: number, north: number] {
  const [east, north] = converter.forward([longitude, latitude])
  if (east === undefined || north === undefined || !Number.isFinite(east) || !Number.isFinite(north))
    throw new RangeError(`no plane position for ${longitude}, ${latitude}`)
  return [east, north]
}

/** Converts plane metres to WGS 84 degrees. */
export function degreesOf([east, north]: Pair): [longitude: number, latitude: number] {
  const [longitude, latitude] = converter.inverse([east, north])
  if (longitude === undefined || latitude === undefined)
    throw new RangeError(`no position for ${east}, ${north}`)
  return [longitude, latitude]
}

/** Longest edge in degrees before a transformation, as in the SQL of areas: about 50 m. */
const MAX_EDGE = 0.0005

/** Returns the ring with long edges divided as ST_Segmentize does, so that it keeps its shape in the plane. */
function densified(ring: readonly Pair[]): Pair[] {
  return ring.flatMap(([x, y], i) => {
    const [x0, y0] = ring[i - 1] ?? [x, y]
    const pieces = Math.ceil(Math.hypot(x - x0, y - y0) / MAX_EDGE)
    return Array.from({ length: Math.max(1, pieces) }, (_, k): Pair => {
      const share = (k + 1) / Math.max(1, pieces)
      return [x0 + share * (x - x0), y0 + share * (y - y0)]
    })
  })
}

/** Signed area in m² of a closed ring in degrees, positive if it is counterclockwise. */
export function planeArea(ring: readonly Pair[]): number {
  const points = densified(ring).map(planeOf)
  const [e0, n0] = points[0] ?? [0, 0]
  let twice = 0
  for (const [i, [e, n]] of points.entries()) {
    const [before, beforeNorth] = points[i - 1] ?? [e, n]
    twice += (before - e0) * (n - n0) - (e - e0) * (beforeNorth - n0)
  }
  return twice / 2
}

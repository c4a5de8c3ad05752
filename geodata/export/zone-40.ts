import { wktPolygons } from './wkt.ts'

/** Eastings of EPSG:4528 are those of EPSG:4549 and the zone's number in front. */
const ZONE = 40e6

/** Returns polygons of EPSG:4549 with zone numbers in the eastings. */
export const inZone40 = (wkt: unknown): (readonly [east: number, north: number])[][][] =>
  wktPolygons(wkt).map((polygon) =>
    polygon.map((ring) => ring.map(([east, north]) => [east + ZONE, north] as const)),
  )

/** Shapes in metres of EPSG:4549, beside Qingshan Lake, as GeoJSON files and as rows to be stored. */
import { writeFileSync } from 'node:fs'
import proj4 from 'proj4'

const CGCS2000_120 = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const ORIGIN = [473_000, 3_345_600] as const

export type Point = readonly [number, number]
export type Ring = readonly Point[]
export type Polygon = readonly Ring[]

/** Converts metres from the corner of the test's area to degrees. */
export function degrees([x, y]: Point): [number, number] {
  const [longitude = 0, latitude = 0] = proj4(CGCS2000_120, 'EPSG:4326', [ORIGIN[0] + x, ORIGIN[1] + y])
  return [longitude, latitude]
}

/** Returns a closed rectangle. */
export const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

/** Returns a closed ring through these points. */
export const ring = (...points: Point[]): Ring => [...points, ...points.slice(0, 1)]

interface PlaneFeature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly type: string
  readonly coordinates: unknown
}

const moved = (coordinates: unknown): unknown =>
  Array.isArray(coordinates) && typeof coordinates[0] === 'number'
    ? [ORIGIN[0] + coordinates[0], ORIGIN[1] + Number(coordinates[1])]
    : (coordinates as unknown[]).map(moved)

/** Writes features, in metres from the corner, as GeoJSON in EPSG:4549. */
export function writePlaneGeojson(path: string, features: readonly PlaneFeature[]): void {
  const collection = {
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4549' } },
    features: features.map(({ properties, type, coordinates }) => ({
      type: 'Feature',
      properties,
      geometry: { type, coordinates: moved(coordinates) },
    })),
  }
  writeFileSync(path, JSON.stringify(collection))
}

/** The file formats of routes, with their media types. */
import { geojsonOf } from './geojson.ts'
import { gpxOf } from './gpx.ts'
import { kmlOf } from './kml.ts'
import type { RouteFile } from './route-file.ts'
import { tcxOf } from './tcx.ts'

export const routeFileFormats = ['gpx', 'geojson', 'kml', 'tcx'] as const
export type RouteFileFormat = (typeof routeFileFormats)[number]

interface Format {
  readonly type: string
  readonly write: (file: RouteFile) => string
}

export const routeFiles: Readonly<Record<RouteFileFormat, Format>> = {
  gpx: { type: 'application/gpx+xml', write: gpxOf },
  geojson: { type: 'application/geo+json', write: geojsonOf },
  kml: { type: 'application/vnd.google-earth.kml+xml', write: kmlOf },
  tcx: { type: 'application/vnd.garmin.tcx+xml', write: tcxOf },
}

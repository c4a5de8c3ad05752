/**
 * The coordinate systems of requests and answers (OGC API – Features, Part 2). Each has the axis order
 * of its authority: EPSG:4326 and EPSG:4490 are latitude first, EPSG:4549 is northing first. PostGIS
 * always has the easting or the longitude first, so coordinates are swapped on the way in and out.
 */
import type { Bounds } from './tile.ts'

export interface Crs {
  readonly uri: string
  readonly srid: 4326 | 4490 | 4549 | 3857
  /** True if latitude or northing comes first. */
  readonly northFirst: boolean
  /** Decimals of a coordinate: about a centimetre in degrees, a millimetre in metres. */
  readonly decimals: number
  /** Bounds of coordinates that can be transformed: west, south, east, north. */
  readonly domain: Bounds
}

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`

const degrees = { decimals: 7, domain: [-180, -90, 180, 90] } as const

export const crs84: Crs = { uri: CRS84, srid: 4326, northFirst: false, ...degrees }

/** In which areas are measured. About 1,500 km from its meridian; farther out, it is not accurate. */
export const epsg4549: Crs = {
  uri: epsg(4549),
  srid: 4549,
  northFirst: true,
  decimals: 3,
  domain: [-1e6, -1e7, 2e6, 1e7],
}

/** CRS84 first: it is the default, and the stored system. */
export const coordinateSystems: readonly Crs[] = [
  crs84,
  { uri: epsg(4326), srid: 4326, northFirst: true, ...degrees },
  { uri: epsg(4490), srid: 4490, northFirst: true, ...degrees },
  epsg4549,
  {
    uri: epsg(3857),
    srid: 3857,
    northFirst: false,
    decimals: 3,
    domain: [-20_037_508.343, -20_048_966.104, 20_037_508.343, 20_048_966.104],
  },
]

const byName: ReadonlyMap<string, Crs> = new Map(
  coordinateSystems.flatMap((crs) => [
    [crs.uri, crs],
    // Some clients and proxies write the same name with https or as a CURIE.
    [crs.uri.replace('http:', 'https:'), crs],
    ...(crs === crs84 ? [] : ([[`EPSG:${crs.srid}`, crs]] as const)),
  ]),
)

/** Returns the coordinate system of this name, or undefined if it is not supported. */
export const findCrs = (name: string): Crs | undefined => byName.get(name)

/** Returns whether a position, easting first, can be transformed to the stored system. */
export function isInDomain({ domain: [west, south, east, north] }: Crs, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

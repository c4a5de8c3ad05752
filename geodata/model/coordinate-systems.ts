/**
 * The coordinate systems in which features are asked for and sent (OGC API – Features, Part 2). Each
 * has its axis order by its authority: EPSG:4326 and EPSG:4490 are latitude first, EPSG:4549 is
 * northing first. PostGIS always has the easting or the longitude first, so coordinates are turned
 * round on the way in and out.
 */
import type { Bounds } from './tile.ts'

export interface Crs {
  readonly uri: string
  readonly srid: 4326 | 4490 | 4549 | 3857
  /** Whether the latitude or the northing comes first. */
  readonly northFirst: boolean
  /** Decimals of a coordinate: about a centimetre in degrees, a millimetre in metres. */
  readonly decimals: number
  /** Least and greatest easting and northing that can be transformed: west, south, east, north. */
  readonly domain: Bounds
}

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`

const degrees = { decimals: 7, domain: [-180, -90, 180, 90] } as const

export const crs84: Crs = { uri: CRS84, srid: 4326, northFirst: false, ...degrees }

/** CRS84 first: it is the one that is taken where none is named, and the one that is stored. */
export const coordinateSystems: readonly Crs[] = [
  crs84,
  { uri: epsg(4326), srid: 4326, northFirst: true, ...degrees },
  { uri: epsg(4490), srid: 4490, northFirst: true, ...degrees },
  // Some 1,500 km from its meridian: farther out a transverse Mercator goes astray.
  { uri: epsg(4549), srid: 4549, northFirst: true, decimals: 3, domain: [-1e6, -1e7, 2e6, 1e7] },
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
    // A proxy that ends TLS, or a careful client, writes the same name with https or as a CURIE.
    [crs.uri.replace('http:', 'https:'), crs],
    ...(crs === crs84 ? [] : ([[`EPSG:${crs.srid}`, crs]] as const)),
  ]),
)

/** The coordinate system of this name, or undefined where it is none of ours. */
export const findCrs = (name: string): Crs | undefined => byName.get(name)

/** Whether a position, easting first, can be transformed to the stored system. */
export function isInDomain({ domain: [west, south, east, north] }: Crs, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

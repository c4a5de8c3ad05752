/**
 * Coordinate systems that the numbers of a file could be in, with the conversion of each to WGS 84 degrees.
 * They are offered beside one another; the user confirms one.
 */
import gcoord from 'gcoord'
import proj4 from 'proj4'
import type { Text } from '../../text.ts'
import { datums, zones } from '../boundary-file/declared-system.ts'
import type { Position } from './outline.ts'

/** In units and order of the file: east or longitude first, unless swapped. */
export type Pair = readonly [number, number]

/** Dx, dy, dz in metres, then rotations in arc seconds and the scale in ppm (position vector, EPSG:9606). */
type DatumParameters = readonly number[]

export interface SystemChoice {
  /** `EPSG:4528`, `GCJ-02`, `BD-09`, or `file` for another system that the file declares. */
  readonly crs: string
  /** Whether north comes before east. */
  readonly swapped: boolean
  readonly towgs84?: DatumParameters | undefined
}

export interface PossibleSystem extends SystemChoice {
  readonly title: Text
  /** False for datums whose transformation needs local parameters: Xian 1980 and Beijing 1954. */
  readonly isCertain: boolean
}

interface Definition {
  readonly title: Text
  readonly isCertain: boolean
  readonly proj: string
}

const ellipsoids: Readonly<Record<string, string>> = {
  CGCS2000: '+ellps=GRS80',
  'Xian 1980': '+a=6378140 +rf=298.257',
  'Beijing 1954': '+ellps=krass',
}
const namesZh: Readonly<Record<string, string>> = {
  CGCS2000: '2000 国家大地坐标系',
  'Xian 1980': '1980 西安坐标系',
  'Beijing 1954': '1954 北京坐标系',
}

/** Zoned systems by code: the datum, the width of zones, and whether eastings begin with the zone. */
function zoned(): Map<string, Definition> {
  const found = new Map<string, Definition>()
  for (const datum of datums)
    for (const width of [3, 6] as const)
      for (let zone = zones[width].first; zone <= zones[width].last; zone++) {
        const meridian = width === 3 ? zone * 3 : zone * 6 - 3
        for (const kind of ['zone', 'meridian'] as const) {
          const code = datum[width][kind] + zone - zones[width].first
          const east = kind === 'zone' ? zone * 1e6 + 500_000 : 500_000
          found.set(`EPSG:${code}`, {
            title: {
              zh: `${namesZh[datum.name]} ${width} 度带 ${zone} 带（中央经线 ${meridian}°）`,
              en: `${datum.name}, ${width}-degree zone ${zone} (${meridian}°E)`,
            },
            isCertain: datum.name === 'CGCS2000',
            proj: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${east} +y_0=0 ${ellipsoids[datum.name]} +units=m +no_defs`,
          })
        }
      }
  return found
}

const definitions: ReadonlyMap<string, Definition> = new Map([
  [
    'EPSG:4490',
    degreesIn(
      { zh: '2000 国家大地坐标系或 WGS 84 经纬度', en: 'CGCS2000 or WGS 84, degrees' },
      '+ellps=GRS80',
      true,
    ),
  ],
  ['EPSG:4326', degreesIn({ zh: 'WGS 84 经纬度', en: 'WGS 84, degrees' }, '+datum=WGS84', true)],
  [
    'EPSG:4610',
    degreesIn({ zh: '1980 西安坐标系经纬度', en: 'Xian 1980, degrees' }, '+a=6378140 +rf=298.257', false),
  ],
  [
    'EPSG:4214',
    degreesIn({ zh: '1954 北京坐标系经纬度', en: 'Beijing 1954, degrees' }, '+ellps=krass', false),
  ],
  [
    'EPSG:3857',
    {
      title: { zh: 'Web 墨卡托（网络地图）', en: 'Web Mercator' },
      isCertain: true,
      proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
    },
  ],
  ...zoned(),
])

function degreesIn(title: Text, ellipsoid: string, isCertain: boolean): Definition {
  return { title, isCertain, proj: `+proj=longlat ${ellipsoid} +no_defs` }
}

const shifted: Readonly<Record<string, Text>> = {
  'GCJ-02': { zh: 'GCJ-02（高德、腾讯地图）', en: 'GCJ-02 (Amap, Tencent)' },
  'BD-09': { zh: 'BD-09（百度地图）', en: 'BD-09 (Baidu)' },
}

/** Returns the title of a system; undefined if it is not one of these. */
export const titleOfSystem = (crs: string): Text | undefined => shifted[crs] ?? definitions.get(crs)?.title

/** Returns whether a system leads to WGS 84 without local parameters; undefined if it is not known. */
export const isCertainSystem = (crs: string): boolean | undefined =>
  crs in shifted ? true : definitions.get(crs)?.isCertain

/**
 * Returns the conversion to WGS 84 degrees. `declared`: the definition (WKT) of the system `file`. Throws
 * RangeError for an unknown system.
 */
export function placing(
  { crs, swapped, towgs84 }: SystemChoice,
  declared?: string,
): (pair: Pair) => Position {
  const straight = (pair: Pair): [number, number] => (swapped ? [pair[1], pair[0]] : [pair[0], pair[1]])
  if (crs in shifted) {
    const from = crs === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
    return (pair) => {
      const [longitude, latitude] = gcoord.transform(straight(pair), from, gcoord.WGS84)
      return [longitude, latitude]
    }
  }
  const proj = definitions.get(crs)?.proj ?? (crs === 'file' ? declared : undefined)
  if (proj === undefined) throw new RangeError(`unknown system ${crs}`)
  const datum = towgs84 === undefined || !proj.startsWith('+') ? '' : ` +towgs84=${towgs84.join(',')}`
  const converter = proj4(proj + datum, WGS84)
  return (pair) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = converter.forward(straight(pair))
    return [longitude, latitude]
  }
}

const WGS84 = '+proj=longlat +datum=WGS84 +no_defs'

const isBetween = (value: number, least: number, most: number) => value >= least && value <= most
const areDegrees = (x: number, y: number) => isBetween(x, 73, 136) && isBetween(y, 3, 54)
const isNorthing = (y: number) => isBetween(y, 300_000, 6_200_000)
const isZonedEasting = (x: number) => isBetween(x, 13e6, 46e6)
const isEasting = (x: number) => isBetween(x, 100_000, 900_000)

/**
 * Returns all systems that a position of the file could be in, the most usual first. `longitude`: of the known
 * ground, for eastings without a zone number.
 */
export function possibleSystems([x, y]: Pair, longitude: number): PossibleSystem[] {
  const upright = codesOf(x, y, longitude).map((crs) => systemOf(crs, false))
  const turned = codesOf(y, x, longitude).map((crs) => systemOf(crs, true))
  return [...upright, ...turned]
}

const systemOf = (crs: string, swapped: boolean): PossibleSystem => ({
  crs,
  swapped,
  title: titleOfSystem(crs) ?? { zh: crs, en: crs },
  isCertain: isCertainSystem(crs) ?? false,
})

function codesOf(x: number, y: number, longitude: number): string[] {
  if (areDegrees(x, y)) return ['EPSG:4490', 'GCJ-02', 'BD-09', 'EPSG:4610', 'EPSG:4214']
  const codes: string[] = []
  if (isZonedEasting(x) && isNorthing(y)) codes.push(...zoneCodes(Math.floor(x / 1e6), 'zone'))
  if (isEasting(x) && isNorthing(y)) {
    const own = Math.round(longitude / 3)
    codes.push(...zoneCodes(own, 'meridian'))
    for (const zone of [own - 1, own + 1]) codes.push(...zoneCodes(zone, 'meridian').slice(0, 1))
  }
  if (isBetween(x, 8e6, 15.2e6) && isBetween(y, 300_000, 7_300_000)) codes.push('EPSG:3857')
  return codes
}

function zoneCodes(zone: number, kind: 'zone' | 'meridian'): string[] {
  const width = zone >= zones[3].first ? 3 : 6
  if (zone < zones[width].first || zone > zones[width].last) return []
  return datums.map((datum) => `EPSG:${datum[width][kind] + zone - zones[width].first}`)
}

/** Metres between two positions, on a sphere. */
export function metresBetween([x1, y1]: Position, [x2, y2]: Position): number {
  const degree = 111_195
  return Math.hypot((x2 - x1) * Math.cos(((y1 + y2) * Math.PI) / 360), y2 - y1) * degree
}

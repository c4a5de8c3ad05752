/** Judges in which system a previewed file is, as the check of outlines does, and where other systems would put it. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FeatureCollection, Geometry, Position } from 'geojson'
import type { Queryable } from '../database/database.ts'
import type { Candidate } from '../model/planning/outline/candidates.ts'
import { metresBetween, type Pair, placing } from '../model/planning/outline/systems.ts'
import type { Text } from '../model/text.ts'
import { type Extent, fitsCrs, guessOf, parseCrs } from './crs.ts'
import { fileCrsOf } from './file-crs.ts'
import type { Gdal } from './gdal/gdal.ts'
import { judgeSystem } from './judge-system.ts'
import type { FileLayer } from './read/file-layer.ts'
import { namesOf } from './read/placement.ts'
import type { PreparedFile } from './read/prepared-file.ts'
import { extentOf } from './read/source.ts'
import type { ImportRequest } from './request.ts'

/** A system that the coordinates could be in, with the extent of the file in it. */
interface Alternative {
  readonly crs: string
  readonly swapped: boolean
  readonly title: Text
  readonly is_certain: boolean
  readonly is_declared: boolean
  readonly matches: number | null
  /** From the place in the system of the preview. */
  readonly metres: number
  /** Corners of the extent in degrees, closed. */
  readonly box: readonly (readonly [number, number])[]
}

export interface PreviewedSystem {
  /** System in which the coordinates are read. */
  readonly read: string
  readonly from: 'file' | 'asked' | 'guess'
  readonly swapped: boolean
  /** System that the file declares; null if none. */
  readonly said: string | null
  /** All systems that the coordinates could be in, the most probable first. */
  readonly alternatives: readonly Alternative[]
}

/** Features whose corners are compared with known lines. */
const SAMPLE = 200

/** Returns null if there is no geometry, no system and no guess: opening the file then reports why. */
export async function previewedSystem(
  gdal: Gdal,
  database: Queryable,
  file: PreparedFile,
  layer: FileLayer,
  request: ImportRequest,
): Promise<PreviewedSystem | null> {
  const [geometry] = layer.geometryFields
  if (!geometry?.extent || geometry.extent.length < 4) return null
  const extent = extentOf(layer)
  const said = fileCrsOf(geometry.coordinateSystem)
  const wkt = geometry.coordinateSystem?.wkt ?? ''
  const declared = said && { crs: said.name, wkt, isCertain: said.isCertain }
  const corners = await sampledCorners(gdal, file, layer)
  const place = { corners: corners.length > 0 ? corners : ringOf(extent), declared }
  const candidates = await judgeSystem(database, { ...place, names: namesOf(basename(request.file), layer) })
  const chosen = choiceOf(candidates, extent, said, request)
  if (chosen === null) return null
  return {
    ...{ ...chosen, said: said?.name ?? null },
    alternatives: alternativesOf(candidates, chosen, { extent, said: said?.name, wkt }),
  }
}

type Said = ReturnType<typeof fileCrsOf>

/** The asked system before the declared one, if that is possible, before the best candidate. */
function choiceOf(
  candidates: readonly Candidate[],
  extent: Extent,
  said: Said,
  { crs, swapAxes }: ImportRequest,
): Pick<PreviewedSystem, 'read' | 'from' | 'swapped'> | null {
  const swapped = swapAxes === true
  if (crs !== undefined) return { read: parseCrs(crs), from: 'asked', swapped }
  if (said && (!said.isCertain || mayBe(extent, said.name))) return { read: said.name, from: 'file', swapped }
  const guess = guessOf(candidates)
  return guess && { read: guess.crs, from: 'guess', swapped: guess.swapped }
}

/** Returns whether the extent can be in the named system; only EPSG codes are checked. */
const mayBe = (extent: Extent, name: string) => !/^EPSG:\d+$/.test(name) || fitsCrs(extent, parseCrs(name))

/** The candidate that stands for WGS 84, too. */
const sameAs = (crs: string) => (crs === 'EPSG:4326' ? 'EPSG:4490' : crs)

function alternativesOf(
  candidates: readonly Candidate[],
  { read, swapped }: Pick<PreviewedSystem, 'read' | 'swapped'>,
  { extent, said, wkt }: { readonly extent: Extent; readonly said: string | undefined; readonly wkt: string },
): Alternative[] {
  const nameOf = ({ crs }: Candidate) => (crs === 'file' ? (said ?? crs) : crs)
  const isRead = (one: Candidate) => nameOf(one) === sameAs(read) && one.swapped === swapped
  const from = candidates.find(isRead) ?? candidates[0]
  return candidates.map((one) => ({
    ...{ crs: isRead(one) ? read : nameOf(one), swapped: one.swapped, title: one.title },
    ...{ is_certain: one.isCertain, is_declared: one.isDeclared, matches: one.matches },
    metres: from === undefined ? 0 : metresBetween(from.at, one.at),
    box: ringOf(extent).map(placing(one, wkt)).map(rounded),
  }))
}

const ringOf = ([west, south, east, north]: Extent): Pair[] => [
  ...([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const),
]

const rounded = ([x, y]: readonly [number, number]) =>
  [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7] as const

/** Returns positions of the first features as they are in the file. */
async function sampledCorners(gdal: Gdal, file: PreparedFile, layer: FileLayer): Promise<Pair[]> {
  const format = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=12', '-lco', 'RFC7946=NO', '-select', '']
  const shape = ['-dim', 'XY', '-nlt', 'CONVERT_TO_LINEAR', '-a_srs', 'EPSG:4326', '-limit', String(SAMPLE)]
  await gdal.convert('ogr2ogr', file.path, [...format, ...shape, layer.name], 'corners', file.settings)
  const text = await readFile(join(gdal.folder, 'corners.geojson'), 'utf8')
  const { features } = JSON.parse(text) as FeatureCollection<Geometry | null>
  return features.flatMap(({ geometry }) => (geometry === null ? [] : positionsOf(geometry)))
}

function positionsOf(geometry: Geometry): Pair[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const all = (value: unknown): Position[] =>
    Array.isArray(value) && typeof value[0] === 'number'
      ? [value as Position]
      : (value as unknown[]).flatMap(all)
  return all(geometry.coordinates).map(([x = 0, y = 0]) => [x, y])
}

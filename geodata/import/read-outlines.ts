/** Reads the areas of a file in its own coordinates, for outlines: nothing is transformed before the user confirms. */
import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Pair } from '../model/planning/outline/systems.ts'
import type { Text } from '../model/text.ts'
import { ImportError } from './error.ts'
import { fileCrsOf } from './file-crs.ts'
import { Gdal } from './gdal/gdal.ts'
import { isBoundaryFile } from './read/boundary-file.ts'
import { chooseLayer, describeFile } from './read/file-layer.ts'
import { prepareFile } from './read/prepare.ts'
import type { ImportRequest } from './request.ts'

/** Rings of parts in coordinates of the file. */
type RawParts = Position[][][]

export interface OutlineFile {
  readonly encoding: string | null
  /** Layer or data set that was chosen among several; null if there was no choice. */
  readonly part: string | null
  readonly declared: { readonly crs: string; readonly wkt: string; readonly isCertain: boolean } | null
  readonly outlines: readonly { readonly name: string; readonly parts: RawParts }[]
  readonly notes: readonly Text[]
  /** The bytes of a boundary point file in base64, to give the same file back; missing for others. */
  readonly original?: string
}

const MAX_OUTLINES = 5_000
const MAX_POSITIONS = 1_000_000
/** A larger file is not kept, and a new one is written. */
const MAX_ORIGINAL_BYTES = 1 << 20
/** As in imports: straight lines in two dimensions. `-a_srs` keeps GDAL from changing the coordinates. */
const AS_THEY_ARE = [
  ...['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=12', '-lco', 'RFC7946=NO'],
  ...['-dim', 'XY', '-nlt', 'CONVERT_TO_LINEAR', '-a_srs', 'EPSG:4326'],
]

/** Returns all positions, in coordinates of the file. */
export const cornersOf = ({ outlines }: Pick<OutlineFile, 'outlines'>): Pair[] =>
  outlines.flatMap(({ parts }) => parts.flat(2)).map(([x = 0, y = 0]) => [x, y])

/** Throws ImportError if the file cannot be read, is ambiguous, has no areas or too many. */
export async function readOutlines(request: ImportRequest): Promise<OutlineFile> {
  request.onProgress?.({ zh: '用 GDAL 读取文件', en: 'Reading the file with GDAL' })
  const gdal = request.gdal ?? (await Gdal.start())
  try {
    const file = await prepareFile(request.file, request, await mkdtemp(join(gdal.folder, 'open-')))
    const info = await describeFile(gdal, file)
    const { chosen, others } = chooseLayer(file, info.layers, request.as)
    const said = fileCrsOf(chosen.geometryFields[0]?.coordinateSystem)
    const collection = await featuresOf(gdal, file, info.driverShortName, chosen.name)
    request.signal?.throwIfAborted()
    const { outlines, skipped } = outlinesOf(file.name, collection)
    return {
      encoding: file.encoding,
      part: file.part ?? (info.layers.length > 1 ? chosen.name : null),
      declared: said && {
        crs: said.name,
        wkt: chosen.geometryFields[0]?.coordinateSystem?.wkt ?? '',
        isCertain: said.isCertain,
      },
      outlines,
      notes: [...file.notes, ...info.notes, ...others, ...skippedNote(skipped)],
      ...(await originalOf(request.file)),
    }
  } finally {
    if (request.gdal === undefined) await gdal.close()
  }
}

/** Returns the bytes of a boundary point file. */
async function originalOf(file: string): Promise<Pick<OutlineFile, 'original'>> {
  if ((await stat(file)).size > MAX_ORIGINAL_BYTES) return {}
  const bytes = await readFile(file)
  return isBoundaryFile(bytes) ? { original: bytes.toString('base64') } : {}
}

type Prepared = Awaited<ReturnType<typeof prepareFile>>

async function featuresOf(
  gdal: Gdal,
  file: Prepared,
  driver: string,
  layer: string,
): Promise<FeatureCollection<Geometry | null>> {
  // GDAL turns rings of GeoJSON round, which would hide faults of their order.
  const own = driver === 'GeoJSON' ? parsed(await readFile(file.path, 'utf8')) : null
  if (own !== null) return own
  await gdal.convert('ogr2ogr', file.path, [...AS_THEY_ARE, layer], 'outlines', file.settings)
  const written = parsed(await readFile(join(gdal.folder, 'outlines.geojson'), 'utf8'))
  if (written === null) throw new Error('GDAL wrote no feature collection')
  return written
}

function parsed(text: string): FeatureCollection<Geometry | null> | null {
  const json = JSON.parse(text) as Partial<FeatureCollection<Geometry | null>>
  return json.type === 'FeatureCollection' && Array.isArray(json.features)
    ? (json as FeatureCollection<Geometry | null>)
    : null
}

function outlinesOf(file: string, { features }: FeatureCollection<Geometry | null>) {
  const outlines: { name: string; parts: RawParts }[] = []
  let [skipped, positions] = [0, 0]
  for (const feature of features) {
    const parts = feature.geometry ? partsOf(feature.geometry) : []
    if (parts.length === 0) {
      skipped++
      continue
    }
    for (const ring of parts.flat()) positions += ring.length
    outlines.push({ name: nameOf(feature) ?? `${outlines.length + 1}`, parts })
    if (outlines.length > MAX_OUTLINES || positions > MAX_POSITIONS) throw tooMany(file)
  }
  if (outlines.length === 0) throw noAreas(file)
  return { outlines, skipped }
}

/** Closed lines of drawings are areas. */
function partsOf(geometry: Geometry): RawParts {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  if (geometry.type === 'MultiPolygon') return geometry.coordinates
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(partsOf)
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : []
  return lines.filter(isClosed).map((line) => [line])
}

function isClosed(line: readonly Position[]): boolean {
  const [first, last] = [line[0], line.at(-1)]
  return (
    line.length > 3 &&
    first !== undefined &&
    last !== undefined &&
    first[0] === last[0] &&
    first[1] === last[1]
  )
}

/** Columns that hold a name or a number, in order of preference. */
const NAMES = /^(项目名称|地块名称|名称|XMMC|DKMC|NAME|title|地块编号|DKBH|编号|Layer)$/i
const order = [
  '项目名称',
  '地块名称',
  '名称',
  'XMMC',
  'DKMC',
  'NAME',
  'TITLE',
  '地块编号',
  'DKBH',
  '编号',
  'LAYER',
]
const MAX_NAME = 100

function nameOf({ properties }: Feature<Geometry | null>): string | null {
  const named = Object.entries(properties ?? {})
    .filter(([key, value]) => NAMES.test(key) && (typeof value === 'string' || typeof value === 'number'))
    .map(([key, value]) => ({ at: order.indexOf(key.toUpperCase()), text: String(value).trim() }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.at - b.at)
  return named[0]?.text.slice(0, MAX_NAME) ?? null
}

const skippedNote = (count: number): Text[] =>
  count === 0
    ? []
    : [{ zh: `${count} 个图形不是面，未读`, en: `${count} features are not areas and were not read` }]

const noAreas = (file: string) =>
  new ImportError({
    zh: `${file} 中没有面或闭合线。检查红线需要面。`,
    en: `${file} has no areas and no closed lines. A check of outlines needs areas.`,
  })

const tooMany = (file: string) =>
  new ImportError({
    zh: `${file} 超出一次检查的上限：${MAX_OUTLINES} 个红线、${MAX_POSITIONS / 1e4} 万个顶点。请拆分。`,
    en: `${file} is past the limit of one check: ${MAX_OUTLINES} outlines with ${MAX_POSITIONS} corners. Split it.`,
  })

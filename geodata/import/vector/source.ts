/** Opens a vector file by GDAL, chooses its layer, encoding and coordinate system, and streams features. */
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import type { Feature, Geometry } from 'geojson'
import { z } from 'zod'
import type { Crs, Extent } from '../crs.ts'
import { ImportError } from '../error.ts'
import { coordinateSystemSchema, decideCrs, fileCrsOf } from '../file-crs.ts'
import type { Gdal } from '../gdal/gdal.ts'
import type { ImportRequest } from '../job.ts'
import { CUT_CHARACTER } from './columns.ts'
import { checkZip } from './zip.ts'

const layerSchema = z.object({
  name: z.string(),
  featureCount: z.number(),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
  metadata: z.object({ SHAPEFILE: z.record(z.string(), z.string()).optional() }).optional(),
  geometryFields: z.array(
    z.object({ extent: z.array(z.number()).optional(), coordinateSystem: coordinateSystemSchema }),
  ),
})
const infoSchema = z.object({ driverShortName: z.string(), layers: z.array(layerSchema) })

type FileLayer = z.infer<typeof layerSchema>

export interface VectorSource {
  readonly fields: readonly string[]
  readonly featureCount: number
  /** Longitudes and latitudes of `features` are in this system; all others are WGS 84 already. */
  readonly shifted: 'GCJ-02' | 'BD-09' | null
  /** What names were read as, where the file does not say. */
  readonly encoding: string | null
  features(): AsyncGenerator<Feature<Geometry | null>>
}

/** Opens what the request names. Throws ImportError where it cannot be read or is not certain. */
export async function openVector(gdal: Gdal, request: ImportRequest): Promise<VectorSource> {
  const { file } = request
  const name = basename(file)
  if (/\.(zip|kmz)$/i.test(file)) await checkZip(file)
  const described = await describeFile(gdal, file, [])
  const first = chooseLayer(name, described.layers, request)
  const crs = placeOf(name, first, request)
  const convert = async (openOptions: readonly string[]) => {
    await gdal.convert('ogr2ogr', file, translation(first.name, crs, request), 'features', openOptions)
    return join(gdal.folder, 'features.geojsonl')
  }
  const encoding = described.driverShortName === 'ESRI Shapefile' && !saysEncoding(first)
  if (!encoding) return source(first, crs, null, await convert([]))
  // Without a .cpg nobody knows: what is not UTF-8 is GBK here.
  const asUtf8 = ['ENCODING=UTF-8']
  const utf8 = await layerNamed(gdal, file, first, asUtf8)
  const readAsUtf8 = await convert(asUtf8)
  if (
    await isAllUtf8(
      readAsUtf8,
      utf8.fields.map((field) => field.name),
    )
  ) {
    return source(utf8, crs, 'UTF-8', readAsUtf8)
  }
  const asGbk = ['ENCODING=GBK']
  return source(await layerNamed(gdal, file, first, asGbk), crs, 'GBK', await convert(asGbk))
}

function source(layer: FileLayer, crs: Crs | null, encoding: string | null, path: string): VectorSource {
  return {
    fields: layer.fields.map((field) => field.name),
    featureCount: layer.featureCount,
    shifted: crs === 'GCJ-02' || crs === 'BD-09' ? crs : null,
    encoding,
    features: () => readFeatures(path),
  }
}

async function describeFile(gdal: Gdal, file: string, openOptions: readonly string[]) {
  const { type, info } = await gdal.info(file, openOptions)
  if (type === 'vector') return infoSchema.parse(info)
  const name = basename(file)
  throw new ImportError({
    zh: `${name} 是栅格文件；高程请用 --as dem。`,
    en: `${name} is a raster; elevations are imported by --as dem.`,
  })
}

async function layerNamed(gdal: Gdal, file: string, layer: FileLayer, openOptions: readonly string[]) {
  const { layers } = await describeFile(gdal, file, openOptions)
  return layers.find(({ name }) => name === layer.name) ?? layer
}

/** The layer asked for, the only one with features, or the one that is called like the table. */
function chooseLayer(file: string, layers: readonly FileLayer[], { layer, as }: ImportRequest): FileLayer {
  const filled = layers.filter(({ featureCount }) => featureCount !== 0)
  const chosen =
    layer === undefined
      ? filled.length === 1
        ? filled[0]
        : filled.find(({ name }) => name === as)
      : layers.find(({ name }) => name === layer)
  if (chosen) return chosen
  const names = layers.map(({ name, featureCount }) => `${name} (${featureCount})`).join(', ')
  if (filled.length === 0) {
    throw new ImportError({ zh: `${file} 中没有要素。`, en: `There are no features in ${file}.` })
  }
  throw new ImportError({
    zh: `${file} 有多个图层，请用 --layer 指定：${names}。`,
    en: `${file} has several layers: name one by --layer. There are: ${names}.`,
  })
}

function placeOf(file: string, layer: FileLayer, request: ImportRequest): Crs | null {
  const [geometry] = layer.geometryFields
  const [minX, minY, maxX, maxY] = geometry?.extent ?? []
  if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) {
    throw new ImportError({ zh: `${file} 没有几何。`, en: `${file} has no geometries.` })
  }
  const extent: Extent = request.swapAxes ? [minY, minX, maxY, maxX] : [minX, minY, maxX, maxY]
  const names = [file, layer.name, ...layer.fields.map((field) => field.name)]
  return decideCrs(file, extent, fileCrsOf(geometry?.coordinateSystem), request.crs, names)
}

/** Arguments of ogr2ogr: straight lines, two dimensions, WGS 84 at a tenth of a millimetre. */
function translation(layer: string, crs: Crs | null, { swapAxes, where }: ImportRequest): string[] {
  const shape = [
    '-f',
    'GeoJSONSeq',
    '-dim',
    'XY',
    '-nlt',
    'CONVERT_TO_LINEAR',
    '-lco',
    'COORDINATE_PRECISION=9',
  ]
  const isShifted = crs === 'GCJ-02' || crs === 'BD-09'
  return [
    ...shape,
    ...(swapAxes ? ['-swapxy'] : []),
    ...(where === undefined ? [] : ['-where', where]),
    ...(isShifted ? ['-a_srs', 'EPSG:4326'] : ['-t_srs', 'EPSG:4326']),
    ...(crs === null || isShifted ? [] : ['-s_srs', crs]),
    layer,
  ]
}

/** ISO 8859-1 is what ArcGIS writes when it means the machine's own encoding. */
function saysEncoding({ metadata }: FileLayer): boolean {
  const said = metadata?.SHAPEFILE ?? {}
  if (said.ENCODING_FROM_CPG) return true
  return said.ENCODING_FROM_LDID !== undefined && !/8859-1|1252|^$/.test(said.ENCODING_FROM_LDID)
}

/** Whether all is UTF-8, but for the last character of a name that a Shapefile cut after ten bytes. */
async function isAllUtf8(path: string, fields: readonly string[]): Promise<boolean> {
  const cut = fields.filter((field) => field.includes('\uFFFD'))
  if (cut.some((field) => field.replace(CUT_CHARACTER, '').includes('\uFFFD') || field.length < 3))
    return false
  for await (const line of linesOf(path)) {
    if (isUtf8(line)) continue
    const rest = cut.reduce((text, field) => text.replace(field, ''), line.toString('utf8'))
    if (rest.includes('\uFFFD')) return false
  }
  return true
}

async function* readFeatures(path: string): AsyncGenerator<Feature<Geometry | null>> {
  for await (const line of linesOf(path)) {
    if (line.length > 0) yield JSON.parse(line.toString('utf8')) as Feature<Geometry | null>
  }
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield rest.length > 0
        ? Buffer.concat([...rest, chunk.subarray(start, end)])
        : chunk.subarray(start, end)
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

/** Opens a vector file with GDAL, chooses its layer and coordinate system, and streams features. */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feature, Geometry } from 'geojson'
import type { Text } from '../../model/text.ts'
import type { Extent } from '../crs.ts'
import { ImportError } from '../error.ts'
import type { Gdal } from '../gdal/gdal.ts'
import { GdalError } from '../gdal/judge.ts'
import type { ImportRequest } from '../request.ts'
import type { Arcs } from './arcs.ts'
import { arcNote, arcStep, arcsOf } from './arcs.ts'
import { checkLines } from './broken-lines.ts'
import { completeFeatures } from './complete-reading.ts'
import type { FileLayer } from './file-layer.ts'
import { chooseLayer, describeFile, hasSeveral } from './file-layer.ts'
import { placeLayer } from './placement.ts'
import { prepareFile } from './prepare.ts'
import type { PreparedFile } from './prepared-file.ts'
import { translateLayer } from './translation.ts'
import { quotedWhere } from './where.ts'

export interface VectorSource {
  readonly fields: readonly string[]
  readonly featureCount: number
  /** System of the longitudes and latitudes of `features`; null if they are in WGS 84. */
  readonly shifted: 'GCJ-02' | 'BD-09' | null
  /** Ordinals, from 1, of features outside the system's area. */
  readonly strays: ReadonlySet<number>
  /** Area of the system in degrees; null if unknown. */
  readonly area: Extent | null
  /** File Geodatabase: GDAL adds UTC to times, which are clock times without a zone. */
  readonly lacksOffsets: boolean
  /** Data set, folder or layer that was chosen among several; null if there was no choice. */
  readonly part: string | null
  /** Notes about the file for the report, besides its columns. */
  readonly notes: readonly Text[]
  /** Throws ImportError at the end if there were none, or not as many as the file declares. */
  features(): AsyncGenerator<Feature<Geometry | null>>
}

/** Opens the file of the request. Throws ImportError if it cannot be read or is ambiguous. */
export async function openVector(gdal: Gdal, request: ImportRequest): Promise<VectorSource> {
  // Unpacked and rewritten files are deleted with GDAL's folder.
  const folder = await mkdtemp(join(gdal.folder, 'open-'))
  const file = await prepareFile(request.file, request, folder)
  try {
    return await openPrepared(gdal, file, request)
  } catch (error) {
    if (!(error instanceof GdalError)) throw error
    if (error.kind === 'json') await checkLines(file.path, file.name, error)
    throw error
  }
}

/** Opens a file that is already prepared. */
export async function openPrepared(
  gdal: Gdal,
  file: PreparedFile,
  request: ImportRequest,
): Promise<VectorSource> {
  const info = await describeFile(gdal, file)
  const lines = info.driverShortName === 'GeoJSONSeq' ? await checkLines(file.path, file.name) : null
  const { chosen, others } = chooseLayer(file, info.layers, request.as)
  const placement = await placeLayer(gdal, file.name, chosen, request)
  const extent = extentOf(chosen)
  const isInDegrees = extent.every((value) => Math.abs(value) <= 360)
  const arcs = await arcsOf(gdal, file, info.driverShortName, chosen)
  const notes: Text[] = [...file.notes, ...info.notes, ...others, ...heightNote(chosen), ...placement.notes]
  if (arcs.count > 0) notes.push(arcNote(arcs, isInDegrees))
  const selection = { ...request, where: quotedWhere(request.where, chosen) }
  const settings = settingsFor(file, arcs, isInDegrees)
  const convert = async (args: readonly string[], output: string) => {
    try {
      return await gdal.convert('ogr2ogr', file.path, args, output, settings)
    } catch (error) {
      throw error instanceof GdalError && error.kind === 'where'
        ? wrongWhere(file, chosen, request, error)
        : error
    }
  }
  const task = { file: file.name, layer: chosen, extent, placement, request: selection, convert }
  const translated = await translateLayer(gdal, task)
  const fields = chosen.fields.map((field) => field.name)
  return {
    fields,
    featureCount: chosen.featureCount,
    shifted: placement.shifted,
    strays: translated.strays,
    area: placement.area,
    lacksOffsets: info.driverShortName === 'OpenFileGDB',
    part: partOf(file, info.layers, chosen),
    notes: withoutRepeats([...notes, ...translated.notes]),
    features: () =>
      completeFeatures(
        translated.path,
        file.name,
        file.declared ?? lines ?? chosen.featureCount,
        fields,
        request.where,
      ),
  }
}

const withoutRepeats = (notes: readonly Text[]) => [...new Map(notes.map((note) => [note.zh, note])).values()]

function settingsFor({ settings }: PreparedFile, arcs: Arcs, isInDegrees: boolean) {
  return {
    ...settings,
    config: { ...settings.config, OGR_ARC_STEPSIZE: String(arcStep(arcs, isInDegrees)) },
  }
}

export function extentOf({ geometryFields: [geometry] }: FileLayer): Extent {
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = geometry?.extent ?? []
  return [minX, minY, maxX, maxY]
}

function partOf({ part }: PreparedFile, layers: readonly FileLayer[], { name }: FileLayer): string | null {
  if (!hasSeveral(layers)) return part
  return part === null ? name : `${part}/${name}`
}

function heightNote({ geometryFields: [geometry] }: FileLayer): Text[] {
  if (!/Z|M$|3D|25D|Measured/.test(geometry?.type ?? '')) return []
  return [{ zh: '高程（Z）和测量值（M）不保存', en: 'Heights (Z) and measures (M) are not kept' }]
}

function wrongWhere(file: PreparedFile, layer: FileLayer, { where = '' }: ImportRequest, cause: GdalError) {
  const fields = layer.fields.map((field) => field.name)
  return new ImportError(
    {
      zh: `--where ${where} 有误：没有这一列、写法不对，或值的类型不符。${file.name} 的列：${fields.join('、')}。写法如 "Layer='绿线'"。`,
      en: `--where ${where} is wrong: an unknown column, wrong syntax, or a value of another type. Columns of ${file.name}: ${fields.join(', ')}. Example: "Layer='green'".`,
    },
    { cause },
  )
}

/** Previews a vector file before its import: position, decoded text, and mapping of columns. */
import { mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Queryable } from '../database/database.ts'
import type { Layer } from '../model/layer.ts'
import type { Text } from '../model/text.ts'
import type { Extent } from './crs.ts'
import { fitsCrs, guessCrs, parseCrs, possibleCrs } from './crs.ts'
import { fileCrsOf } from './file-crs.ts'
import { Gdal } from './gdal/gdal.ts'
import { type Columns, matchColumns } from './read/columns.ts'
import { chooseLayer, describeFile, type FileLayer } from './read/file-layer.ts'
import { namesOf } from './read/placement.ts'
import { prepareFile } from './read/prepare.ts'
import { type DrawnFeatures, drawnFeatures } from './read/preview-features.ts'
import { extentOf, openPrepared } from './read/source.ts'
import type { ImportRequest } from './request.ts'
import { parseTimeZone } from './time-zone.ts'
import { refuseOptions } from './unused-options.ts'
import { constantsOf, identityOf, layerOf, neededColumns } from './vector-job.ts'

interface PreviewedSystem {
  /** System in which the coordinates are read. */
  readonly read: string
  readonly from: 'file' | 'asked' | 'guess'
  readonly swapped: boolean
  /** System that the file declares; null if none. */
  readonly said: string | null
  /** Other systems that the coordinates could be in. */
  readonly alternatives: readonly { readonly crs: string; readonly swapped: boolean }[]
}

export interface VectorPreview extends DrawnFeatures {
  readonly source: string
  /** Number of features; negative if the file does not state it. */
  readonly total: number
  readonly crs: PreviewedSystem
  /** Null if the format fixes it. */
  readonly encoding: string | null
  readonly columns: {
    readonly fields: readonly string[]
    readonly taken: readonly { readonly field: string; readonly column: string }[]
    /** Required columns that nothing in the file fills. */
    readonly missing: readonly { readonly column: string; readonly title: Text }[]
  }
  readonly notes: readonly Text[]
}

/**
 * Reads a file as its import would, without storing anything. If the file declares no coordinate system, or
 * an impossible one, the guessed one is used. Throws ImportError if the import would.
 */
export async function previewVector(database: Queryable, request: ImportRequest): Promise<VectorPreview> {
  const layer = layerOf(request.as)
  refuseOptions(layer.id, request, ['priority'])
  const constants = constantsOf(layer, request.set ?? new Map(), { zone: parseTimeZone(request.timezone) })
  request.onProgress?.({ zh: '用 GDAL 读取文件', en: 'Reading the file with GDAL' })
  const gdal = request.gdal ?? (await Gdal.start())
  try {
    const file = await prepareFile(request.file, request, await mkdtemp(join(gdal.folder, 'open-')))
    const { chosen } = chooseLayer(file, (await describeFile(gdal, file)).layers, request.as)
    const crs = systemFor(chosen, request)
    const asked =
      crs?.from === 'guess' ? { ...request, crs: crs.read, swapAxes: crs.swapped } : { ...request }
    const source = await openPrepared(gdal, file, asked)
    if (request.gdal === undefined) await gdal.endWorker()
    request.signal?.throwIfAborted()
    const columns = matchColumns(layer, source.fields, request.map)
    const drawn = await drawnFeatures(source, columns, request.signal)
    return {
      ...drawn,
      source: identityOf(request, layer, source.part).source.name,
      total: source.featureCount,
      crs: crs ?? { read: '', from: 'file', swapped: false, said: null, alternatives: [] },
      encoding: file.encoding,
      columns: await columnsFor(database, layer, columns, constants, source.fields),
      notes: source.notes,
    }
  } finally {
    if (request.gdal === undefined) await gdal.close()
  }
}

async function columnsFor(
  database: Queryable,
  layer: Layer,
  columns: Columns,
  constants: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Promise<VectorPreview['columns']> {
  const { missing } = await neededColumns(database, layer, columns, constants)
  const titleOf = (column: string): Text =>
    layer.properties.find(({ name }) => name === column)?.title ?? { zh: column, en: column }
  return {
    fields,
    taken: [...columns.byField].map(([field, { name }]) => ({ field, column: name })),
    missing: missing.map((column) => ({ column, title: titleOf(column) })),
  }
}

/** Returns null if there is no geometry, no system and no guess: opening the file then reports why. */
function systemFor(layer: FileLayer, request: ImportRequest): PreviewedSystem | null {
  const [geometry] = layer.geometryFields
  if (!geometry?.extent || geometry.extent.length < 4) return null
  const extent = extentOf(layer)
  const said = fileCrsOf(geometry.coordinateSystem)
  const alternatives = possibleCrs(extent)
  const known = { said: said?.name ?? null, alternatives }
  const swapped = request.swapAxes === true
  if (request.crs !== undefined) return { ...known, read: parseCrs(request.crs), from: 'asked', swapped }
  if (said && (!said.isCertain || mayBe(extent, said.name)))
    return { ...known, read: said.name, from: 'file', swapped }
  const guess = guessCrs(extent, namesOf(basename(request.file), layer))
  return guess && { ...known, read: guess.crs, from: 'guess', swapped: guess.swapped }
}

/** Returns whether the extent can be in the named system; only EPSG codes are checked. */
const mayBe = (extent: Extent, name: string) => !/^EPSG:\d+$/.test(name) || fitsCrs(extent, parseCrs(name))

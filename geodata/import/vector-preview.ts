/** Previews a vector file before its import: position, decoded text, and mapping of columns. */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Queryable } from '../database/database.ts'
import type { Layer } from '../model/layer.ts'
import type { Text } from '../model/text.ts'
import { Gdal } from './gdal/gdal.ts'
import { type PreviewedSystem, previewedSystem } from './preview-system.ts'
import { type Columns, matchColumns } from './read/columns.ts'
import { chooseLayer, describeFile } from './read/file-layer.ts'
import { prepareFile } from './read/prepare.ts'
import { type DrawnFeatures, drawnFeatures } from './read/preview-features.ts'
import { openPrepared } from './read/source.ts'
import type { ImportRequest } from './request.ts'
import { readSurvey } from './survey.ts'
import { parseTimeZone } from './time-zone.ts'
import { refuseOptions } from './unused-options.ts'
import { constantsOf, identityOf, layerOf, neededColumns } from './vector-job.ts'

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
  /** The surveyed areas of `surveyFile`; null without one. */
  readonly survey:
    | (Pick<DrawnFeatures, 'features' | 'bounds'> & { readonly file: string; readonly total: number })
    | null
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
    const crs = await previewedSystem(gdal, database, file, chosen, request)
    const asked =
      crs?.from === 'guess' ? { ...request, crs: crs.read, swapAxes: crs.swapped } : { ...request }
    const survey = await readSurvey(gdal, asked)
    const surveyed = survey && (await drawnFeatures(survey.source, survey.columns, request.signal))
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
      survey: survey &&
        surveyed && {
          ...{ file: survey.file, total: survey.source.featureCount },
          ...{ features: surveyed.features, bounds: surveyed.bounds },
        },
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

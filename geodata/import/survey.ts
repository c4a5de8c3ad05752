/** The ground that a file surveys completely (数据覆盖范围), as areas of a file of their own. */
import { mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Feature, Geometry } from 'geojson'
import type { Zone } from 'luxon'
import { findLayer } from '../model/catalogue.ts'
import type { Layer } from '../model/layer.ts'
import { coveredLayers } from '../model/planning/coverage.ts'
import type { Text } from '../model/text.ts'
import { ImportError } from './error.ts'
import type { StagedFeature } from './feature.ts'
import { fileCrsOf } from './file-crs.ts'
import type { Gdal } from './gdal/gdal.ts'
import type { Columns } from './read/columns.ts'
import { matchColumns } from './read/columns.ts'
import { chooseLayer, describeFile } from './read/file-layer.ts'
import { shiftFrom } from './read/geometry.ts'
import { prepareFile } from './read/prepare.ts'
import { featureRows } from './read/rows.ts'
import { openPrepared, type VectorSource } from './read/source.ts'
import type { ImportRequest } from './request.ts'
import type { RowReport } from './row-report.ts'

export interface Survey {
  /** Name of its file, without the folder. */
  readonly file: string
  readonly layer: Layer
  readonly source: VectorSource
  readonly columns: Columns
}

/** Columns of a coverage that its own file may fill. */
const facts: ReadonlySet<string> = new Set([
  ...['name', 'name_en', 'surveyed_on', 'surveyed_by', 'document', 'since', 'until'],
])
const MAX_AREAS = 5_000

/**
 * Reads the areas into memory, because GDAL's next file replaces what it wrote. A file that declares no system is
 * in that of the import. Null if the request names none. Throws ImportError if it cannot be read.
 */
export async function readSurvey(gdal: Gdal, request: ImportRequest): Promise<Survey | null> {
  const { surveyFile: path, signal } = request
  const layer = findLayer('coverages')
  if (path === undefined || layer === undefined) return null
  refuseSurvey(request)
  const asked: ImportRequest = { file: path, as: 'coverages', signal }
  const file = await prepareFile(path, asked, await mkdtemp(join(gdal.folder, 'open-')))
  const { chosen } = chooseLayer(file, (await describeFile(gdal, file)).layers, asked.as)
  const said = fileCrsOf(chosen.geometryFields[0]?.coordinateSystem)
  const { crs, swapAxes, towgs84 } = request
  if (!said && crs === undefined) throw withoutSystem(file.name)
  const source = await openPrepared(
    gdal,
    file,
    said?.isCertain ? asked : { ...asked, crs, swapAxes, towgs84 },
  )
  const features: Feature<Geometry | null>[] = []
  for await (const feature of source.features()) {
    features.push(feature)
    if (features.length > MAX_AREAS) throw tooMany(file.name)
  }
  const all = async function* () {
    yield* features
  }
  const { byField } = matchColumns(layer, source.fields)
  return {
    file: basename(path),
    layer,
    source: { ...source, features: all },
    columns: { byField: new Map([...byField].filter(([, { name }]) => facts.has(name))), unused: [] },
  }
}

/** Returns the areas as rows of `coverages`; facts in their own file have priority over those of the request. */
export function surveyedAreas(
  { file, layer, source, columns }: Survey,
  { as, surveyedOn, surveyedBy }: ImportRequest,
  zone: Zone,
  report: RowReport,
): { readonly file: string; readonly features: () => AsyncGenerator<StagedFeature> } {
  const plan = {
    ...{ layer, columns, required: ['layer'] },
    constants: { layer: as, surveyed_on: surveyedOn ?? null, surveyed_by: surveyedBy ?? null },
    shift: source.shifted && shiftFrom(source.shifted),
    ...{ strays: source.strays, area: source.area },
    times: { zone, ignoresOffsets: source.lacksOffsets },
  }
  return { file, features: () => featureRows(source.features(), plan, report) }
}

/** Throws ImportError if something about a survey is given for a layer without coverages. */
export function refuseSurvey({ as, surveyFile, coverage, surveyedOn, surveyedBy }: ImportRequest): void {
  if (surveyFile !== undefined && coverage !== undefined)
    throw refusal(
      '覆盖范围只能给出一种：文件、extent 或 none。',
      'Give one coverage only: a file, extent or none.',
    )
  const isGiven = surveyFile !== undefined || coverage === 'extent'
  if (isGiven && !coveredLayers.has(as))
    throw refusal(
      `${as} 没有数据覆盖范围，只有控制线、地块和方案有。`,
      `${as} has no coverages: only control lines, parcels and plans have.`,
    )
  if (isGiven || (surveyedOn === undefined && surveyedBy === undefined)) return
  throw refusal(
    '调查日期和调查单位属于数据覆盖范围，请同时给出覆盖范围。',
    'The day and the office of a survey describe a coverage: give the coverage, too.',
  )
}

const refusal = (zh: Text['zh'], en: Text['en']) => new ImportError({ zh, en })

const withoutSystem = (file: string) =>
  refusal(
    `覆盖范围 ${file} 没有注明坐标系。请用注明坐标系的文件，或用 --crs 指定两个文件共同的坐标系。`,
    `The coverage ${file} does not state its coordinate system. Use a file that does, or give the system of both files by --crs.`,
  )

const tooMany = (file: string) =>
  refusal(
    `覆盖范围 ${file} 多于 ${MAX_AREAS} 个图形。它应是调查完整的几个范围，而不是数据本身。`,
    `The coverage ${file} has more than ${MAX_AREAS} shapes. It should be the few areas that were surveyed, not the data.`,
  )

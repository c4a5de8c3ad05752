import { basename } from 'node:path'
import type { Zone } from 'luxon'
import type { DatabaseClient, Queryable } from '../database/database.ts'
import { catalogue, findLayer } from '../model/catalogue.ts'
import type { Layer } from '../model/layer.ts'
import type { Text } from '../model/text.ts'
import { ImportError } from './error.ts'
import { Gdal } from './gdal/gdal.ts'
import type { ImportJob } from './job.ts'
import { untilCancelled } from './job.ts'
import { mergeLines, rowCounts } from './load/counts.ts'
import { storeCoverage } from './load/coverage.ts'
import { columnsOf } from './load/merge.ts'
import type { ImportIdentity } from './load/store.ts'
import { storeFeatures } from './load/store.ts'
import type { Columns } from './read/columns.ts'
import { fillable, matchColumns } from './read/columns.ts'
import { complete } from './read/complete.ts'
import { convertValue } from './read/convert.ts'
import { fileKindOf } from './read/file-kind.ts'
import { shiftFrom } from './read/geometry.ts'
import type { RowPlan } from './read/rows.ts'
import { featureRows } from './read/rows.ts'
import type { VectorSource } from './read/source.ts'
import { openVector } from './read/source.ts'
import type { TimeReading } from './read/times.ts'
import type { ImportRequest } from './request.ts'
import { readSurvey, refuseSurvey, surveyedAreas } from './survey.ts'
import { parseTimeZone } from './time-zone.ts'
import { refuseOptions } from './unused-options.ts'

/** Columns that the database computes from the geometry if a file does not have them. */
const measures = new Set(['area_m2', 'length_m'])

/**
 * Prepares a vector file for import as one layer of the catalogue. Opens it first, so that errors occur
 * before the database is used.
 */
export async function vectorJob(request: ImportRequest): Promise<ImportJob> {
  // Reports an unsupported file before an unsuitable layer.
  await fileKindOf(request.file)
  const layer = layerOf(request.as)
  const { signal, onProgress } = request
  refuseOptions(layer.id, request, ['priority'])
  const zone = parseTimeZone(request.timezone)
  onProgress?.({ zh: '用 GDAL 读取文件', en: 'Reading the file with GDAL' })
  const gdal = request.gdal ?? (await Gdal.start())
  const close = async () => {
    if (request.gdal === undefined) await gdal.close()
  }
  try {
    refuseSurvey(request)
    const survey = await readSurvey(gdal, request)
    const source = await openVector(gdal, request)
    if (request.gdal === undefined) await gdal.endWorker()
    const columns = matchColumns(layer, source.fields, request.map)
    const constants = constantsOf(layer, request.set ?? new Map(), { zone })
    const identity = identityOf(request, layer, source.part)
    return {
      identity,
      store: async (client, report) => {
        const required = await requiredColumns(client, layer, columns, constants, source)
        const plan: RowPlan = {
          layer,
          columns,
          constants,
          required,
          shift: source.shifted && shiftFrom(source.shifted),
          strays: source.strays,
          area: source.area,
          times: { zone, ignoresOffsets: source.lacksOffsets },
        }
        const rows = untilCancelled(featureRows(source.features(), plan, report), signal)
        const layers = layer.id === 'greenways' ? ['greenways', 'greenway_segments'] : [layer.id]
        const stored = await storeFeatures(client, identity, layers, rows, report, ({ title }) => {
          signal?.throwIfAborted()
          onProgress?.({ zh: `写入${title.zh}`, en: `Storing ${title.en.toLowerCase()}` })
        })
        const stated = {
          ...{ coverage: request.coverage, on: request.surveyedOn, by: request.surveyedBy },
          areas: survey && surveyedAreas(survey, request, zone, report),
        }
        const covered = await storeCoverage(client, layer, identity, stated, report)
        return {
          counts: rowCounts(stored),
          lines: [
            ...mergeLines(stored, findLayer),
            ...report.warnings,
            ...notes(source, columns, zone),
            ...source.notes,
            ...nameNote(request, identity, source.part),
            ...covered,
          ],
        }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Adds the part to the source name, so that layers of one file do not replace each other. */
export function identityOf(request: ImportRequest, layer: Layer, part: string | null): ImportIdentity {
  const file = basename(request.file)
  const stem = file.replace(/(\.gdb|\.shp)?\.\w+$/i, '')
  return {
    kind: layer.id,
    file,
    source: {
      name: request.source ?? `${layer.id}:${stem}${part === null ? '' : `:${part}`}`,
      licence: request.licence ?? '未注明 / not stated',
      synthetic: request.synthetic ?? false,
    },
  }
}

function nameNote({ source }: ImportRequest, identity: ImportIdentity, part: string | null): Text[] {
  if (part === null) return []
  if (source !== undefined) {
    return [
      {
        zh: `文件含多个图层，本次导入“${part}”；以同一 --source 导入另一图层会替换它`,
        en: `The file has several layers. This is "${part}"; importing another one with the same --source replaces it`,
      },
    ]
  }
  return [
    {
      zh: `文件含多个图层，数据来源名为“${identity.source.name}”，各图层互不替换`,
      en: `The file has several layers. The source is named "${identity.source.name}", so that they do not replace each other`,
    },
  ]
}

export function layerOf(id: string): Layer {
  const layer = findLayer(id)
  if (layer && id !== 'greenway_segments') return layer
  const known = ['osm', 'dem', ...catalogue.map((each) => each.id)].join(', ')
  throw new ImportError({
    zh: `没有“${id}”这一类型${layer ? '：请导入 greenways，路段由其线段组成' : ''}。可用：${known}。`,
    en: `There is no kind "${id}"${layer ? ': import greenways, whose lines become segments' : ''}. Available: ${known}.`,
  })
}

export function constantsOf(
  layer: Layer,
  set: ReadonlyMap<string, string>,
  times: TimeReading,
): Record<string, unknown> {
  const constants: Record<string, unknown> = {}
  for (const [name, text] of set) {
    const property = fillable(layer).find((each) => each.name === name)
    const converted = property && convertValue(property, text, times)
    if (!converted || 'problem' in converted) {
      const columns = fillable(layer)
        .map((each) => each.name)
        .join(', ')
      throw new ImportError({
        zh: `--set ${name}=${text} 有误：没有这一列，或值不合适。列有：${columns}。`,
        en: `--set ${name}=${text} is wrong: unknown column, or the value does not fit. Columns: ${columns}.`,
      })
    }
    constants[name] = converted.value
  }
  return constants
}

/** Returns the columns that must be filled; throws ImportError if the file cannot fill one. */
async function requiredColumns(
  client: DatabaseClient,
  layer: Layer,
  columns: Columns,
  constants: Readonly<Record<string, unknown>>,
  source: VectorSource,
): Promise<string[]> {
  const { required, missing } = await neededColumns(client, layer, columns, constants)
  if (missing.length === 0) return required
  const titles = (language: keyof Text) =>
    missing
      .map(
        (name) => `${name} (${layer.properties.find((each) => each.name === name)?.title[language] ?? name})`,
      )
      .join(', ')
  throw new ImportError({
    zh: `缺少必填列：${titles('zh')}。请用 --map 原列=列 或 --set 列=值 给出。文件的列：${source.fields.join('、')}。`,
    en: `Required columns are missing: ${titles('en')}. Fill them with --map from=to or --set column=value. Columns of the file: ${source.fields.join(', ')}.`,
  })
}

/** Returns the columns that must be filled, and those that nothing in the file can fill. */
export async function neededColumns(
  client: Queryable,
  layer: Layer,
  { byField }: Columns,
  constants: Readonly<Record<string, unknown>>,
): Promise<{ required: string[]; missing: string[] }> {
  const all = (await columnsOf(client, layer)).filter(
    ({ required, fallback }) => required && fallback === null,
  )
  const required = all.map(({ name }) => name).filter((name) => !measures.has(name))
  const mapped = [...byField.values()].map(({ name }) => name)
  // Tries what can be derived from the mapped columns, with a code that contains every part.
  const sample = Object.fromEntries(
    mapped.map((name) => [name, name === 'parcel_code' ? '330112001001GB00001' : 1]),
  )
  const possible = complete(layer.id, { ...constants, ...sample })
  const missing = required.filter((name) => possible[name] === undefined || possible[name] === null)
  return { required, missing }
}

function notes({ shifted }: VectorSource, { byField, unused }: Columns, zone: Zone): Text[] {
  const used = [...byField]
    .map(([field, { name }]) => (field === name ? name : `${field} → ${name}`))
    .join(', ')
  const lines: Text[] = [{ zh: `对应的列：${used || '无'}`, en: `Columns taken: ${used || 'none'}` }]
  if (unused.length > 0)
    lines.push({ zh: `未用的列：${unused.join('、')}`, en: `Columns not used: ${unused.join(', ')}` })
  if ([...byField.values()].some(({ type }) => type === 'datetime'))
    lines.push({
      zh: `未注明时区的时间按 ${zone.name} 读取`,
      en: `Times without a zone were read as ${zone.name}`,
    })
  if (shifted)
    lines.push({
      zh: `坐标由 ${shifted} 转为 WGS 84`,
      en: `Coordinates were transformed from ${shifted} to WGS 84`,
    })
  return lines
}

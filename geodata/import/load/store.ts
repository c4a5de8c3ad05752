/** The transaction of an import: stage, merge, update places, and write a row of `imports`. */
import { type AuditRecord, record } from '../../audit/record.ts'
import { announceBulkChange, beginBulkChange, giveReason } from '../../changes/bulk-change.ts'
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import { findLayer } from '../../model/catalogue.ts'
import type { Layer } from '../../model/layer.ts'
import { refreshPlaces } from '../../places/places.ts'
import { ImportError } from '../error.ts'
import type { StagedFeature } from '../feature.ts'
import { repairText } from '../repairs.ts'
import type { RowReport } from '../row-report.ts'
import { skipText } from '../skipped.ts'
import { contradictoryLimits } from './contradictory-limits.ts'
import { mergeCourses } from './courses.ts'
import { compareMeasures } from './differences.ts'
import type { MergeCounts, Source } from './merge.ts'
import { mergeLayer } from './merge.ts'
import { mergeNetworkParts, networkPartsOf } from './network-parts.ts'
import { rejectRows, stageFeatures } from './stage.ts'
import { refuseTakenCodes } from './taken-code.ts'

const linkSegmentsSql = sqlFile(import.meta.url, 'link-segments.sql')
const linkEntrancesSql = sqlFile(import.meta.url, 'link-entrances.sql')

/** How `imports` records the import. */
export interface ImportIdentity {
  readonly source: Source
  readonly kind: string
  /** Name of the file, without its folder. */
  readonly file: string
}

export interface StoredFeatures {
  readonly read: number
  readonly layers: Readonly<Record<string, MergeCounts>>
  readonly places: number
}

/** Maximum number of reasons in the error if nothing could be imported. */
const REASON_LIMIT = 5

/** Layers in the order of import, because segments and entrances need the ids of greenways. */
const order: readonly string[] = ['greenways', 'greenway_segments', 'entrances']

/**
 * Replaces the rows of the source in these layers by the given features. Call it in a transaction. Calls
 * `onStage` at each step. Throws ImportError if no row could be stored, so that existing rows are kept.
 */
export async function storeFeatures(
  client: DatabaseClient,
  { source, file }: ImportIdentity,
  layerIds: Iterable<string>,
  features: AsyncIterable<StagedFeature>,
  report: RowReport,
  onStage: (layer: Layer) => void = () => {},
): Promise<StoredFeatures> {
  const layers = [...layerIds].flatMap((id) => findLayer(id) ?? [])
  layers.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  await beginBulkChange(client)
  await giveReason(client, `import: ${file}`)
  const read = await stageFeatures(client, [...layers, ...networkPartsOf(layers)], features, report)
  const { rows } = await client.query('select from import_features limit 1')
  if (rows.length === 0) throw nothingToStore(report)
  const counts: Record<string, MergeCounts> = {}
  for (const layer of layers) {
    onStage(layer)
    if (layer.id === 'greenway_segments') await client.query(linkSegmentsSql, [source.name])
    if (layer.id === 'entrances') {
      await rejectRows(client, report.skipped, 'far_from_greenway', linkEntrancesSql, [source.name])
    }
    await refuseTakenCodes(client, layer, source.name)
    counts[layer.id] = await mergeLayer(client, layer, source)
    report.differences.push(...(await compareMeasures(client, layer, source.name)))
    if (layer.id === 'incidents') report.warnings.push(...(await mergeCourses(client, source.name)))
    if (layer.id === 'parcels') report.warnings.push(...(await contradictoryLimits(client, source.name)))
  }
  if (networkPartsOf(layers).length > 0) await mergeNetworkParts(client, source)
  if (Object.values(counts).every(({ inserted, updated }) => inserted + updated === 0))
    throw nothingToStore(report)
  await refreshPlaces(client, source.name)
  const places = await countPlaces(client, source.name)
  await announceBulkChange(client, [...layers.map(({ id }) => id), 'places'])
  return { read, layers: counts, places }
}

/** Counts names of the source that search finds: derived ones, and imported places. */
async function countPlaces(client: DatabaseClient, source: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::integer as count from places where source = $1',
    [source],
  )
  return rows[0]?.count ?? 0
}

/** Creates the error for an import without rows: the existing rows of the source are kept. */
function nothingToStore({ skipped }: RowReport): ImportError {
  const skips = skipped.list()
  if (skips.length === 0) {
    return new ImportError({
      zh: '没有读到任何要素，现有数据未改动。若用了 --where 或 --layer，请检查其条件。',
      en: 'No feature was read. Nothing was changed. Check --where and --layer, if you gave them.',
    })
  }
  const reasons = skips.slice(0, REASON_LIMIT).map((skip) => ({ count: skip.count, text: skipText(skip) }))
  return new ImportError({
    zh: `没有可导入的要素，现有数据未改动：${reasons.map(({ count, text }) => `${count} 个${text.zh}`).join('；')}。`,
    en: `Nothing could be imported, and nothing was changed: ${reasons.map(({ count, text }) => `${count} × ${text.en}`).join('; ')}.`,
  })
}

/** Writes the import's row, from which the map's credits are made, and the audit entry. */
export async function recordImport(
  client: DatabaseClient,
  { source, kind, file }: ImportIdentity,
  counts: Readonly<Record<string, number>>,
  { skipped, repairs, differences }: RowReport,
  by?: AuditRecord['by'],
): Promise<void> {
  const reasons = skipped.list().map((skip) => ({ ...skip, text: skipText(skip) }))
  const repaired = repairs.list().map((repair) => ({ ...repair, text: repairText(repair) }))
  await client.query(
    `insert into imports (source, kind, file, licence, synthetic, counts, skipped, repairs, differences)
     values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8::text::jsonb, $9::text::jsonb)`,
    [
      source.name,
      kind,
      file,
      source.licence,
      source.synthetic,
      JSON.stringify(counts),
      JSON.stringify(reasons),
      JSON.stringify(repaired),
      JSON.stringify(differences),
    ],
  )
  const { name, ...provenance } = source
  await record(client, {
    action: 'import',
    object: `imports/${name}`,
    after: { kind, file, ...provenance, counts, skipped: reasons.reduce((sum, skip) => sum + skip.count, 0) },
    ...(by === undefined ? {} : { by }),
  })
}

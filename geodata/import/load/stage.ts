/** Streams features into the staging table and prepares them for merging. */

import { copyText } from '../../database/copy.ts'
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import type { StagedFeature } from '../feature.ts'
import type { RepairReason } from '../repairs.ts'
import type { RowReport } from '../row-report.ts'
import type { Skipped, SkipReason } from '../skipped.ts'
import { unstorable } from './storable.ts'

const createSql = sqlFile(import.meta.url, 'create-staging.sql')
const dropDuplicatesSql = sqlFile(import.meta.url, 'drop-duplicates.sql')
const repairSql = sqlFile(import.meta.url, 'repair-geometry.sql')
const fitSql = sqlFile(import.meta.url, 'fit-geometry.sql')
const rejectSql = sqlFile(import.meta.url, 'reject-geometry.sql')

/**
 * Copies features into `import_features` and repairs their geometries. `report` gets repairs and rejected
 * rows. Returns the number of features read.
 */
export async function stageFeatures(
  client: DatabaseClient,
  layers: readonly Layer[],
  features: AsyncIterable<StagedFeature>,
  report: RowReport,
): Promise<number> {
  await client.query(createSql)
  let line = 0
  const lines = async function* () {
    for await (const { layer, sourceId, properties, geometry } of features) {
      line++
      const json = JSON.stringify(properties)
      const damaged = unstorable({ source_id: sourceId, ...properties }, `${JSON.stringify(sourceId)}${json}`)
      if (damaged === undefined) yield copyText([line, layer, sourceId, json, geometry])
      else report.skipped.add(layer, 'bad_value', sourceId, damaged)
    }
  }
  await client.copyIn('import_features', ['line', 'layer', 'source_id', 'properties', 'geom'], lines())
  // One layer is scanned as a whole; with several, each is selected by this index.
  if (layers.length > 2) await client.query('create index on import_features (layer)')
  await client.query('analyze import_features')
  await rejectRows(client, report.skipped, 'duplicate_id', dropDuplicatesSql)
  await repairGeometries(client, layers, report)
  return line
}

async function repairGeometries(
  client: DatabaseClient,
  layers: readonly Layer[],
  { repairs, skipped }: RowReport,
): Promise<void> {
  const areas = layers.filter(({ geometry }) => geometry === 'MultiPolygon' || geometry === 'Point')
  const repaired = await client.query<RepairedGeometry>(repairSql, [
    JSON.stringify(areas.map(({ id }) => id)),
  ])
  for (const { layer, source_id, reasons, before, after, longitude, latitude } of repaired.rows) {
    const at = longitude === null || latitude === null ? null : ([longitude, latitude] as const)
    repairs.add(layer, reasons.length > 0 ? reasons : ['touching'], source_id, { before, after, at })
  }
  const kinds = JSON.stringify(layers.map(({ id, geometry }) => ({ layer: id, kind: geometry })))
  const pointed = await client.query<StagedKey>(fitSql, [kinds])
  for (const { layer, source_id } of pointed.rows) repairs.add(layer, ['point_of_area'], source_id)
  const rejected = await client.query<StagedKey & { reason: SkipReason }>(rejectSql, [kinds])
  for (const { layer, source_id, reason } of rejected.rows) skipped.add(layer, reason, source_id)
}

interface StagedKey {
  readonly layer: string
  readonly source_id: string
}

interface RepairedGeometry extends StagedKey {
  readonly reasons: RepairReason[]
  readonly before: number
  readonly after: number
  readonly longitude: number | null
  readonly latitude: number | null
}

/** Runs a statement that deletes staged rows and returns them, and reports the reason. */
export async function rejectRows(
  client: DatabaseClient,
  skipped: Skipped,
  reason: SkipReason,
  sql: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const { rows } = await client.query<StagedKey>(sql, values)
  for (const { layer, source_id } of rows) skipped.add(layer, reason, source_id)
}

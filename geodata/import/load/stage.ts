/** Streams features into the staging table and makes them fit to be merged. */

import { copyText } from '../../copy.ts'
import type { DatabaseClient } from '../../database.ts'
import type { Layer } from '../../model/layer.ts'
import type { StagedFeature } from '../feature.ts'
import type { Skipped, SkipReason } from '../skipped.ts'
import { sqlFile } from '../sql-file.ts'

const createSql = sqlFile(import.meta.url, 'create-staging.sql')
const dropDuplicatesSql = sqlFile(import.meta.url, 'drop-duplicates.sql')
const repairSql = sqlFile(import.meta.url, 'repair-geometry.sql')
const rejectSql = sqlFile(import.meta.url, 'reject-geometry.sql')
const measureSql = sqlFile(import.meta.url, 'measure.sql')

/**
 * Copies features into `import_features`, repairs their geometries and computes measures that they
 * lack; what cannot be repaired goes to `skipped`. Gives the number that was read.
 */
export async function stageFeatures(
  client: DatabaseClient,
  layers: readonly Layer[],
  features: AsyncIterable<StagedFeature>,
  skipped: Skipped,
): Promise<number> {
  await client.query(createSql)
  let line = 0
  const lines = async function* () {
    for await (const { layer, sourceId, properties, geometry } of features) {
      yield copyText([++line, layer, sourceId, JSON.stringify(properties), geometry])
    }
  }
  await client.copyIn('import_features', ['line', 'layer', 'source_id', 'properties', 'geom'], lines())
  await client.query('create index on import_features (layer, source_id)')
  await client.query('analyze import_features')
  await takeOut(client, skipped, 'duplicate_id', dropDuplicatesSql)
  const kinds = JSON.stringify(layers.map(({ id, geometry }) => ({ layer: id, kind: geometry })))
  await client.query(repairSql, [kinds])
  await takeOut(client, skipped, 'invalid_geometry', rejectSql, [kinds])
  await client.query(measureSql, [layersWith(layers, 'area_m2'), layersWith(layers, 'length_m')])
  return line
}

/** Runs a statement that deletes staged rows and gives them, and notes why. */
export async function takeOut(
  client: DatabaseClient,
  skipped: Skipped,
  reason: SkipReason,
  sql: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const { rows } = await client.query<{ layer: string; source_id: string }>(sql, values)
  for (const { layer, source_id } of rows) skipped.add(layer, reason, source_id)
}

function layersWith(layers: readonly Layer[], column: string): string {
  const measured = layers.filter(({ properties }) => properties.some(({ name }) => name === column))
  return JSON.stringify(measured.map(({ id }) => id))
}

/**
 * Stores data for routing that no map shows: barriers, squares and turn restrictions of a file with roads.
 */
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import { mergeLayer, type Source } from './merge.ts'

const dropSql = sqlFile(import.meta.url, 'drop-barriers-off-roads.sql')

const table = (id: string, zh: string, en: string, geometry: Layer['geometry']): Layer => ({
  id,
  title: { zh, en },
  description: { zh, en },
  group: 'basemap',
  geometry,
  minzoom: 0,
  maxzoom: 0,
  label: 'id',
  properties: [],
})

/** Tables with the columns of a layer that are not in the catalogue. */
const networkParts: readonly Layer[] = [
  table('barriers', '路障', 'Barriers', 'Point'),
  table('squares', '广场', 'Squares', 'MultiPolygon'),
  table('turn_restrictions', '转向限制', 'Turn restrictions', 'Point'),
]

/** Returns the tables that are imported together with these layers. */
export const networkPartsOf = (layers: readonly Layer[]): readonly Layer[] =>
  layers.some(({ id }) => id === 'roads') ? networkParts : []

/** Replaces the rows of the source by the staged ones. Call it after its roads were stored. */
export async function mergeNetworkParts(client: DatabaseClient, source: Source): Promise<void> {
  await client.query(dropSql, [source.name])
  for (const part of networkParts) await mergeLayer(client, part, source)
}

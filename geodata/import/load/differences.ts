/** Finds figures of a source that differ from the measurements of the database. */
import type { DatabaseClient } from '../../database/database.ts'
import { fillMarks, sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import type { Difference } from '../differences.ts'

const compareSql = sqlFile(import.meta.url, 'differing-measures.sql')

/** Maximum number of rows to report by id. */
const ROW_LIMIT = 1000

/**
 * Compares the staged figures of a layer with the stored measurements. Call it after the layer was merged.
 */
export async function compareMeasures(
  client: DatabaseClient,
  layer: Layer,
  source: string,
): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const { name, measured } of layer.properties) {
    if (measured === undefined) continue
    const sql = fillMarks(compareSql, { table: layer.id, column: name })
    const { rows } = await client.query<Omit<Difference, 'layer' | 'column' | 'measure'>>(sql, [
      source,
      layer.id,
      ROW_LIMIT,
    ])
    const [found] = rows
    if (found && found.count > 0) {
      differences.push({ layer: layer.id, column: name, measure: measured, ...found })
    }
  }
  return differences
}

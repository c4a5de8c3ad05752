/** The coverage that comes with an import: whether the file is complete within its extent. */
import type { DatabaseClient } from '../../database/database.ts'
import { fillMarks, sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import type { Text } from '../../model/text.ts'
import type { ImportIdentity } from './store.ts'

const coverageSql = sqlFile(import.meta.url, 'extent-coverage.sql')

/** Layers whose absence on a place means something, and the column of their kinds. */
const kinds: Readonly<Record<string, string>> = {
  control_lines: 't.kind',
  parcels: 'null::text',
  plans: 'null::text',
}

/**
 * Stores the rectangle of the source's rows as surveyed completely if `coverage` is `extent`; returns what the
 * report says about it, for layers that have coverages.
 */
export async function storeCoverage(
  client: DatabaseClient,
  layer: Layer,
  { source, file }: ImportIdentity,
  coverage: 'extent' | 'none' | undefined,
): Promise<Text[]> {
  const kind = kinds[layer.id]
  if (kind === undefined) return []
  if (coverage !== 'extent') {
    return [
      {
        zh: '未登记数据覆盖范围：没有图形处仍是“无数据”。若文件在其范围内完整，用 --coverage extent；有范围图形的，导入为 coverages',
        en: 'No coverage was stored: where there are no shapes there is no data. Use --coverage extent if the file is complete within its extent, or import polygons as coverages',
      },
    ]
  }
  const text = fillMarks(coverageSql, { table: layer.id, kind })
  const { rowCount } = await client.query(text, [source.name, file, source.licence, source.synthetic])
  return [
    {
      zh: `登记了 ${rowCount ?? 0} 个数据覆盖范围：整个文件的外接矩形`,
      en: `Coverages stored: ${rowCount ?? 0}, the rectangle of the whole file`,
    },
  ]
}

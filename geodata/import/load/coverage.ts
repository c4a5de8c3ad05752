/** Stores the coverage that comes with an import: areas of a file, or the extent of the imported rows. */
import type { DatabaseClient } from '../../database/database.ts'
import { fillMarks, sqlFile } from '../../database/sql.ts'
import type { Layer } from '../../model/layer.ts'
import type { Text } from '../../model/text.ts'
import type { StagedFeature } from '../feature.ts'
import type { RowReport } from '../row-report.ts'
import { type ImportIdentity, storeFeatures } from './store.ts'

const coverageSql = sqlFile(import.meta.url, 'extent-coverage.sql')
const removeSql = 'delete from coverages where source = $1 and layer = $2'
const countSql = 'select count(*)::integer as count from coverages where source = $1 and layer = $2'
const kindsSql = sqlFile(import.meta.url, 'kinds-of-source.sql')

/** Layers whose absence on a place means something, and the column of their kinds. */
const kinds: Readonly<Record<string, string>> = {
  control_lines: 't.kind',
  parcels: 'null::text',
  plans: 'null::text',
}

/** What the importer was told about the survey. */
export interface StatedSurvey {
  readonly coverage: 'extent' | 'none' | undefined
  /** YYYY-MM-DD. */
  readonly on: string | undefined
  readonly by: string | undefined
  /** The surveyed areas as features of `coverages`, with the name of their file; null without one. */
  readonly areas: { readonly file: string; readonly features: () => AsyncIterable<StagedFeature> } | null
}

/**
 * Replaces the coverages of the source by what was stated; returns what the report says about it, for layers that
 * have coverages. `none` removes those of an earlier import; without a statement they stay, and the report says so.
 * Call it after the rows are stored.
 */
export async function storeCoverage(
  client: DatabaseClient,
  layer: Layer,
  identity: ImportIdentity,
  { coverage, on, by, areas }: StatedSurvey,
  report: RowReport,
): Promise<Text[]> {
  const kind = kinds[layer.id]
  if (kind === undefined) return []
  const { source, file } = identity
  if (areas !== null) {
    // The rows of the import are stored.
    await client.query('drop table import_features')
    const features = ofEachKind(areas.features(), await kindsOf(client, layer, source.name))
    const stored = await storeFeatures(
      client,
      { ...identity, file: areas.file },
      ['coverages'],
      features,
      report,
    )
    const count = (stored.layers.coverages?.inserted ?? 0) + (stored.layers.coverages?.updated ?? 0)
    return [
      {
        zh: `登记了 ${count} 个数据覆盖范围：${areas.file}`,
        en: `Coverages stored: ${count}, from ${areas.file}`,
      },
    ]
  }
  if (coverage === 'none') {
    const gone = await client.query(removeSql, [source.name, layer.id])
    return [gone.rowCount ? removed(gone.rowCount) : unknown]
  }
  if (coverage === undefined) {
    const { rows } = await client.query<{ count: number }>(countSql, [source.name, layer.id])
    return [rows[0]?.count ? staying(rows[0].count) : unknown]
  }
  const text = fillMarks(coverageSql, { table: layer.id, kind })
  const values = [source.name, file, source.licence, source.synthetic, on ?? null, by ?? null]
  const { rowCount } = await client.query(text, values)
  return [
    {
      zh: `登记了 ${rowCount ?? 0} 个数据覆盖范围：整个文件的外接矩形`,
      en: `Coverages stored: ${rowCount ?? 0}, the rectangle of the whole file`,
    },
  ]
}

const unknown: Text = {
  zh: '未登记数据覆盖范围：没有图形处仍是“无数据”。若文件在其范围内完整，用 --coverage extent；有范围图形的，用 --coverage 文件',
  en: 'No coverage was stored: where there are no shapes there is no data. Use --coverage extent if the file is complete within its extent, or --coverage FILE with the surveyed areas',
}

const removed = (count: number): Text => ({
  zh: `移除了该来源以前登记的 ${count} 个数据覆盖范围：没有图形处为“无数据”`,
  en: `Earlier coverages of the source removed: ${count}. Where there are no shapes there is no data`,
})

const staying = (count: number): Text => ({
  zh: `该来源以前登记的 ${count} 个数据覆盖范围仍然有效；已不成立的，用 --coverage none 移除`,
  en: `Earlier coverages of the source stay in force: ${count}. Remove them by --coverage none if they no longer hold`,
})

/** Null for a layer without kinds. */
async function kindsOf(client: DatabaseClient, layer: Layer, source: string): Promise<(string | null)[]> {
  if (layer.id !== 'control_lines') return [null]
  const { rows } = await client.query<{ kind: string }>(kindsSql, [source])
  return rows.map(({ kind }) => kind)
}

/** A survey covers every kind of line in the file. */
async function* ofEachKind(
  areas: AsyncIterable<StagedFeature>,
  all: readonly (string | null)[],
): AsyncGenerator<StagedFeature> {
  for await (const area of areas)
    for (const kind of all)
      yield {
        ...area,
        sourceId: `survey/${kind ?? ''}/${area.sourceId}`,
        properties: { ...area.properties, kind },
      }
}

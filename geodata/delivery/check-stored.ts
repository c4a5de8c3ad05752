import type { Geometry } from 'geojson'
import type { Queryable } from '../database/database.ts'
import { fillMarks, sqlFile } from '../database/sql.ts'
import { columnOf, identifier } from '../export/columns.ts'
import { ImportError } from '../import/error.ts'
import { fillable } from '../import/read/columns.ts'
import { layerOf } from '../import/vector-job.ts'
import type { DeliveryReport } from '../model/answers/delivery.ts'
import type { Layer } from '../model/layer.ts'
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import { deliveryProfileOf } from '../model/planning/delivery/profiles.ts'
import { checkDelivery } from './check.ts'
import type { DeliveredFeature } from './feature.ts'
import type { CheckHooks } from './hooks.ts'

const pageSql = sqlFile(import.meta.url, 'stored-features.sql')

/** What is stored of a layer: all rows that the connection may read, or those of one source. */
export interface StoredDelivery {
  readonly as: string
  readonly source?: string | undefined
}

/** Checks stored rows. Throws ImportError if there are none. */
export async function checkStored(
  database: Queryable,
  { as, source }: StoredDelivery,
  rules: DeliveryProfile | undefined,
  hooks: CheckHooks,
): Promise<DeliveryReport> {
  const layer = layerOf(as)
  const report = await checkDelivery(
    {
      layer,
      profile: rules ?? deliveryProfileOf(layer),
      source: source ?? layer.id,
      fields: fillable(layer).map(({ name }) => name),
      features: stored(database, layer, source),
      count: -1,
      notes: [],
    },
    hooks,
  )
  if (report.features === 0) throw noRows(layer, source)
  return report
}

interface Row {
  readonly id: number
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry | null
}

async function* stored(
  database: Queryable,
  layer: Layer,
  source: string | undefined,
): AsyncGenerator<DeliveredFeature> {
  const columns = fillable(layer).map(columnOf).join(', ')
  const text = fillMarks(pageSql, { columns, table: identifier(layer.id) })
  for (let last = 0; ; ) {
    const { rows } = await database.query<Row>(text, [last, source ?? null])
    for (const { id, properties, geometry } of rows) yield { ordinal: id, values: properties, geometry }
    const next = rows.at(-1)
    if (next === undefined) return
    last = next.id
  }
}

const noRows = (layer: Layer, source: string | undefined) =>
  new ImportError({
    zh: `${layer.title.zh}${source === undefined ? '' : `（来源“${source}”）`}没有数据可以检查。`,
    en: `There are no ${layer.title.en.toLowerCase()}${source === undefined ? '' : ` of the source "${source}"`} to check.`,
  })

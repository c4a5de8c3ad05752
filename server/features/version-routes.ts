/** The versions of a feature of a layer that keeps them. */
import { hasRole, type Viewer } from '../../geodata/access/viewer.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { identifier } from '../../geodata/export/columns.ts'
import { featureVersionsSchema } from '../../geodata/model/answers/feature-versions.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { versionedLayers } from '../../geodata/model/versions.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { unknownItem } from './item.ts'
import { json } from './known-layer.ts'

const versionsSql = sqlFile(import.meta.url, 'versions.sql')

interface VersionRow {
  readonly since: Date
  readonly until: Date | null
  readonly begun_by: string | null
  readonly begun_for: string | null
  readonly deleted: boolean
  readonly deleted_by: string | null
  readonly deleted_for: string | null
}

/** Returns the endpoint of a layer's versions; none if it keeps none. */
export function versionEndpoints(
  layer: Layer,
  { databaseFor }: Pick<DataContext, 'databaseFor'>,
): readonly Endpoint[] {
  if (!versionedLayers.has(layer.id)) return []
  return [
    endpoint({
      operationId: `getVersionsOf_${layer.id}`,
      method: 'get',
      path: `/collections/${layer.id}/items/{fid}/versions`,
      tag: layer.title.en,
      summary: `${layer.title.zh} · versions of one feature: when, why, and for planners who`,
      params: featureIdParams,
      responses: { 200: { description: 'Versions', content: { [json]: featureVersionsSchema } } },
      async handle({ params: { fid } }, response, request) {
        const text = versionsStatement(layer, viewerOf(request))
        const { rows } = isRowId(fid)
          ? await databaseFor(request).query<VersionRow>(text, [fid, layer.id])
          : { rows: [] }
        if (rows.length === 0) unknownItem(layer, fid)
        sendJson(response, featureVersionsSchema, { versions: rows })
      },
    }),
  ]
}

/** Accounts are for planners; others may not read their columns. */
function versionsStatement({ id }: Layer, viewer: Viewer): string {
  const named = (column: string) => (hasRole(viewer, 'planner') ? `colleague_name(${column})` : 'null::text')
  return fillMarks(versionsSql, {
    table: identifier(id),
    begun: named('t.version_by'),
    past_begun: named('v.begun_by'),
    past_ended: named('v.ended_by'),
  })
}

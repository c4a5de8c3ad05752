/**
 * Fills the SQL files of this folder for one layer, with identifiers of the catalogue and conditions made of
 * them only; everything from a client is a parameter.
 */

import { hasRestrictedProperties } from '../../../geodata/access/visible-layer.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import { columnOf, identifier } from '../../../geodata/export/columns.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { timeProperty, versionSql } from './columns.ts'

const sql = {
  selection: sqlFile(import.meta.url, 'selection.sql'),
  synthetic: sqlFile(import.meta.url, 'synthetic.sql'),
  count: sqlFile(import.meta.url, 'count.sql'),
  exists: sqlFile(import.meta.url, 'exists.sql'),
  item: sqlFile(import.meta.url, 'item.sql'),
  extent: sqlFile(import.meta.url, 'extent.sql'),
}

/**
 * Returns a statement over a layer's table, or over its rows at a moment (a placeholder). Each mark is filled
 * once, so that inserted text is not searched for marks.
 */
export function selectionSql(
  name: keyof typeof sql,
  layer: Layer,
  marks: Readonly<Partial<Record<'row' | 'matching' | 'order' | 'limit', string>>>,
  moment?: string,
): string {
  return fillMarks(sql[name], { ...marks, version: versionSql(layer), table: tableSql(layer, moment) })
}

/** The box of the whole world: a function of versions takes one. */
const EVERYWHERE = 'ST_MakeEnvelope(-180, -90, 180, 90, 4326)'

/** Past rows have restricted properties only by a function of their own (`keep_versions_of`). */
function tableSql(layer: Layer, moment: string | undefined): string {
  if (moment === undefined) return identifier(layer.id)
  const rows = hasRestrictedProperties(layer) ? `${layer.id}_whole_at` : `${layer.id}_at`
  return `${identifier(rows)}(${moment}, ${EVERYWHERE})`
}

/** Returns the statement for the extent in space and time. */
export function extentStatement(layer: Layer): string {
  const time = timeProperty(layer)
  return fillMarks(sql.extent, {
    table: identifier(layer.id),
    time: time === undefined ? 'null::timestamptz' : columnOf(time),
  })
}

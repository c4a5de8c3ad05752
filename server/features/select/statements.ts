/**
 * The SQL files of this folder, made into one layer's statements. Only identifiers of the catalogue
 * and conditions made of them are put in; whatever a client sends goes in as a parameter.
 */

import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import { columnOf, identifier } from '../../../geodata/export/columns.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { timeProperty } from './columns.ts'

const sql = {
  selection: sqlFile(import.meta.url, 'selection.sql'),
  synthetic: sqlFile(import.meta.url, 'synthetic.sql'),
  count: sqlFile(import.meta.url, 'count.sql'),
  exists: sqlFile(import.meta.url, 'exists.sql'),
  item: sqlFile(import.meta.url, 'item.sql'),
  extent: sqlFile(import.meta.url, 'extent.sql'),
}

/** A statement over a layer's table, its marks filled. Each mark is filled once, so that no text is read again. */
export function selectionSql(
  name: keyof typeof sql,
  layer: Layer,
  marks: Readonly<Partial<Record<'row' | 'matching' | 'order' | 'limit', string>>>,
): string {
  return fillMarks(sql[name], { ...marks, table: identifier(layer.id) })
}

/** Extent in space and time. */
export function extentStatement(layer: Layer): string {
  const time = timeProperty(layer)
  return fillMarks(sql.extent, {
    table: identifier(layer.id),
    time: time === undefined ? 'null::timestamptz' : columnOf(time),
  })
}

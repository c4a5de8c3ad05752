/**
 * The SQL files of this folder, made into one layer's statements. Only identifiers of the catalogue
 * and conditions made of them are put in; whatever a client sends goes in as a parameter.
 */
import { readFileSync } from 'node:fs'
import type { Layer } from '../../../geodata/model/layer.ts'
import { columnOf, identifier, timeProperty } from './columns.ts'

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

const sql = {
  selection: read('selection.sql'),
  synthetic: read('synthetic.sql'),
  count: read('count.sql'),
  exists: read('exists.sql'),
  item: read('item.sql'),
  extent: read('extent.sql'),
}

/** A statement over a layer's table, its marks filled. Each mark is filled once, so that no text is read again. */
export function selectionSql(
  name: keyof typeof sql,
  layer: Layer,
  marks: Readonly<Partial<Record<'row' | 'matching' | 'order' | 'limit', string>>>,
): string {
  const filled: Readonly<Record<string, string | undefined>> = { ...marks, table: identifier(layer.id) }
  return sql[name].replace(/\/\*(\w+)\*\//g, (mark, key: string) => filled[key] ?? mark)
}

/** Extent in space and time. */
export function extentStatement(layer: Layer): string {
  const time = timeProperty(layer)
  return sql.extent
    .replaceAll('/*table*/', identifier(layer.id))
    .replaceAll('/*time*/', time === undefined ? 'null::timestamptz' : columnOf(time))
}

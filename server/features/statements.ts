/**
 * The SQL files of this folder, made into one layer's statements. Only identifiers of the catalogue
 * are put in; whatever a client sends goes in as a parameter.
 */
import { readFileSync } from 'node:fs'
import { layerProperties } from '../../geodata/model/catalogue.ts'
import type { Layer, Property } from '../../geodata/model/layer.ts'
import type { PropertyFilter } from './filters.ts'
import type { RowForm } from './formats/format.ts'

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

const matchingSql = read('matching.sql')
const itemsSql = read('items.sql')
const summarySql = read('summary.sql')
const itemSql = read('item.sql')
const extentSql = read('extent.sql')
const rowsSql = read('formats/rows.sql')
const syntheticSql = read('formats/synthetic.sql')

/** Parameters that stand before those of property filters. */
const FIXED_PARAMETERS = 13

const identifier = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no identifier of the catalogue`)
  return `"${name}"`
}

/** The property that places a layer's features in time: its first one with date and time. */
export function timeProperty(layer: Layer): Property | undefined {
  return layer.properties.find((property) => property.type === 'datetime')
}

function filled(sql: string, layer: Layer): string {
  const time = timeProperty(layer)
  const columns = layerProperties(layer).map((property) => `t.${identifier(property.name)}`)
  return sql
    .replaceAll('/*table*/', identifier(layer.id))
    .replaceAll('/*columns*/', columns.join(', '))
    .replaceAll('/*time*/', time === undefined ? 'null::timestamptz' : `t.${identifier(time.name)}`)
}

function matching(filters: readonly PropertyFilter[]): string {
  const conditions = filters.map(({ property }, index) => {
    const column = `t.${identifier(property.name)}`
    const value = `$${FIXED_PARAMETERS + 1 + index}::${columnTypes[property.type]}`
    return property.type === 'strings' ? `and ${value} = any(${column})` : `and ${column} = ${value}`
  })
  return matchingSql.replace('/*filters*/', conditions.join('\n'))
}

const columnTypes: Readonly<Record<Property['type'], string>> = {
  string: 'text',
  integer: 'bigint',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  strings: 'text',
}

/** A batch of features in the order of their ids, or against it. */
export function itemsStatement(
  layer: Layer,
  filters: readonly PropertyFilter[],
  direction: 'asc' | 'desc',
): string {
  return filled(
    itemsSql.replace('/*matching*/', () => matching(filters)).replace('/*direction*/', direction),
    layer,
  )
}

/** Whether there is more before and behind a page, and how much in all. */
export function summaryStatement(layer: Layer, filters: readonly PropertyFilter[]): string {
  return filled(
    summarySql.replaceAll('/*matching*/', () => matching(filters)),
    layer,
  )
}

const rowSelections: Readonly<Record<RowForm, string>> = {
  feature: `json_build_object(
    'type', 'Feature',
    'id', t.id,
    'geometry', ST_AsGeoJSON(t.geom, 7)::json,
    'properties', (select row_to_json(p) from (select /*columns*/) as p)
  )::text as feature`,
  wkb: "ST_AsBinary(t.geom, 'NDR') as geometry, /*columns*/",
  wkt: 'ST_AsText(t.geom, 7) as geometry, /*columns*/',
}

/** All matching features, each in the form that a file needs. */
export function rowsStatement(layer: Layer, filters: readonly PropertyFilter[], form: RowForm): string {
  const sql = rowsSql.replace('/*row*/', rowSelections[form]).replace('/*matching*/', () => matching(filters))
  return filled(sql, layer)
}

/** Whether any of the same features is synthetic. */
export function syntheticStatement(layer: Layer, filters: readonly PropertyFilter[]): string {
  return filled(
    syntheticSql.replace('/*matching*/', () => matching(filters)),
    layer,
  )
}

/** One feature by its id. */
export function itemStatement(layer: Layer): string {
  return filled(itemSql, layer)
}

/** Extent in space and time. */
export function extentStatement(layer: Layer): string {
  return filled(extentSql, layer)
}

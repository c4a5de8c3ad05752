/** The selection of a request: features, order and coordinates, and the statements that read them. */
import type { QueryConfig } from '../../../geodata/database/database.ts'
import { columnOf } from '../../../geodata/export/columns.ts'
import type { RowForm } from '../../../geodata/export/format.ts'
import { rowColumns } from '../../../geodata/export/row-forms.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Crs } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { badParameter } from '../../errors.ts'
import type { ParsedFilter } from '../filter/filter-problem.ts'
import { parseJson } from '../filter/parse-json.ts'
import { parseText } from '../filter/parse-text.ts'
import { filterSql } from '../filter/to-sql.ts'
import { bboxSql, checkedBbox } from './bbox.ts'
import { BoundValues } from './bound-values.ts'
import { timeProperty, valueCasts } from './columns.ts'
import { type PagePosition, positionSql, readCursor } from './cursor.ts'
import type { Period } from './datetime.ts'
import { type CommonItemsQuery, type PropertyFilter, propertyFilters } from './filters.ts'
import { keyColumns, orderSql, type SortKey, sortKeys } from './sorting.ts'
import { selectionSql } from './statements.ts'

export interface Selection {
  readonly layer: Layer
  /** Conditions that must all be true. */
  readonly filters: readonly PropertyFilter[]
  readonly bbox: { readonly bounds: Bounds; readonly crs: Crs } | undefined
  readonly period: Period | undefined
  readonly filter: { readonly parsed: ParsedFilter; readonly crs: Crs } | undefined
  readonly order: readonly SortKey[]
  readonly position: PagePosition | undefined
  /** Properties to send, in the catalogue's order. */
  readonly properties: readonly Property[]
  /** Coordinate system of the answer. */
  readonly crs: Crs
  /** The rows as they were at this moment; undefined for the present ones. */
  readonly asOf: Date | undefined
}

/** Returns the selection of a validated query. Throws a ProblemError if its parts contradict each other. */
export function readSelection(layer: Layer, query: CommonItemsQuery): Selection {
  const order = sortKeys(layer, query.sortby)
  const side = query.after === undefined ? 'before' : 'after'
  const cursor = query[side]
  return {
    layer,
    filters: propertyFilters(layer, query),
    bbox:
      query.bbox === undefined
        ? undefined
        : { bounds: checkedBbox(query.bbox, query['bbox-crs']), crs: query['bbox-crs'] },
    period: query.datetime,
    filter:
      query.filter === undefined
        ? undefined
        : { parsed: parseFilter(query.filter, query['filter-lang']), crs: query['filter-crs'] },
    order,
    position: cursor === undefined ? undefined : { side, cursor: readCursor(side, cursor, order) },
    properties: askedProperties(layer, query.properties),
    crs: query.crs,
    asOf: query['as-of'],
  }
}

const parseFilter = (text: string, language: CommonItemsQuery['filter-lang']): ParsedFilter =>
  language === 'cql2-json' ? parseJson(text) : parseText(text)

function askedProperties(layer: Layer, asked: string | undefined): readonly Property[] {
  const all = layerProperties(layer)
  if (asked === undefined) return all
  const names = asked.split(',').map((name) => name.trim())
  const known = new Set(['id', 'geometry', ...all.map(({ name }) => name)])
  const unknown = names.find((name) => name !== '' && !known.has(name))
  if (unknown !== undefined) {
    const list = all.map(({ name }) => name)
    const expected = { zh: `下列属性中的若干：${list.join('、')}`, en: `some of ${list.join(', ')}` }
    throw badParameter('properties', expected, unknown)
  }
  return all.filter(({ name }) => names.includes(name))
}

/** Returns the conditions of a selection, with or without its position. */
function matchingSql(selection: Selection, bound: BoundValues, positioned: boolean): string {
  const { layer, filters, bbox, period, filter, position, order } = selection
  const conditions = [
    ...(bbox === undefined ? [] : [bboxSql(bbox.bounds, bbox.crs, bound)]),
    ...(period === undefined ? [] : periodSql(layer, period, bound)),
    ...filters.map((one) => equalitySql(one, bound)),
    ...(filter === undefined ? [] : [filterSql(filter.parsed, layer, filter.crs, bound)]),
    ...(positioned && position !== undefined ? [positionSql(position, order, bound)] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join('\n  and ')
}

const momentOf = ({ asOf }: Selection, bound: BoundValues): string | undefined =>
  asOf === undefined ? undefined : bound.bind(asOf, 'timestamptz')

/** A feature without a time matches any period. */
function periodSql(layer: Layer, { from, to }: Period, bound: BoundValues): readonly string[] {
  const property = timeProperty(layer)
  if (property === undefined) return []
  const column = columnOf(property)
  const within = [
    ...(from === null ? [] : [`${column} >= ${bound.bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`${column} <= ${bound.bind(to, 'timestamptz')}`]),
  ]
  return [`(${column} is null or (${within.join(' and ')}))`]
}

function equalitySql({ property, value }: PropertyFilter, bound: BoundValues): string {
  const text = bound.bind(value, valueCasts[property.type])
  const column = columnOf(property)
  return property.type === 'strings' ? `${text} = any(${column})` : `${column} = ${text}`
}

/**
 * Returns the statement for the selected features, in order and in the row form of a format; all of them
 * without `limit`. `backwards` reverses the order, for the page before a cursor.
 */
export function selectionQuery(
  selection: Selection,
  form: RowForm | 'id',
  { limit, backwards = false, keys = false }: { limit?: number; backwards?: boolean; keys?: boolean } = {},
): QueryConfig {
  const bound = new BoundValues()
  const marks = {
    row: [...rowColumns(selection, form), ...(keys ? keyColumns(selection.order) : [])].join(',\n  '),
    matching: matchingSql(selection, bound, true),
    order: orderSql(selection.order, backwards),
    limit: limit === undefined ? 'all' : bound.bind(limit, 'bigint'),
  }
  const text = selectionSql('selection', selection.layer, marks, momentOf(selection, bound))
  return { text, values: bound.values }
}

/** Returns whether any selected feature is synthetic. */
export function syntheticQuery(selection: Selection): QueryConfig {
  const bound = new BoundValues()
  const matching = matchingSql(selection, bound, true)
  const text = selectionSql('synthetic', selection.layer, { matching }, momentOf(selection, bound))
  return { text, values: bound.values }
}

/** Counts the features that match, whatever the page's position. */
export function countQuery(selection: Selection): QueryConfig {
  const bound = new BoundValues()
  const matching = matchingSql(selection, bound, false)
  const text = selectionSql('count', selection.layer, { matching }, momentOf(selection, bound))
  return { text, values: bound.values }
}

/** Returns whether any feature matches on the other side of the page's position. */
export function otherSideQuery(selection: Selection): QueryConfig | undefined {
  const { position } = selection
  if (position === undefined) return undefined
  const { side, cursor } = position
  const otherSide: PagePosition = {
    side: side === 'after' ? 'before' : 'after',
    cursor: { ...cursor, inclusive: !cursor.inclusive },
  }
  const bound = new BoundValues()
  const matching = matchingSql({ ...selection, position: otherSide }, bound, true)
  const text = selectionSql('exists', selection.layer, { matching }, momentOf(selection, bound))
  return { text, values: bound.values }
}

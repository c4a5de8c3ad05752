/** The query of `/collections/{id}/items`: filters by property, box and time. */
import { z } from 'zod'
import { hasRestrictedProperties, isWhole } from '../../../geodata/access/visible-layer.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import { memo } from '../../../geodata/model/memo.ts'
import { propertyCodes } from '../../../geodata/model/property-codes.ts'
import { versionedLayers } from '../../../geodata/model/versions.ts'
import { asOfParameter } from '../../http/as-of.ts'
import { checkedInput } from '../../http/input-problem.ts'
import { integerText, limitParameter, numberText, parameter } from '../../http/parameters.ts'
import { crsParameter } from '../crs.ts'
import { formatQuery } from '../download/asked-format.ts'
import { limits } from '../filter/tree.ts'
import { bboxParameter } from './bbox.ts'
import { cursorParameter } from './cursor.ts'
import { datetimeParameter } from './datetime.ts'
import { sortbyParameter } from './sorting.ts'

export interface PropertyFilter {
  readonly property: Property
  readonly value: unknown
}

/** Parameters of every collection's items. */
export const commonItemsQuery = z.object({
  limit: limitParameter(10_000, 100),
  bbox: bboxParameter,
  'bbox-crs': crsParameter(),
  datetime: datetimeParameter,
  filter: parameter(
    z.string().max(limits.characters).optional(),
    {
      zh: `不超过 ${limits.characters} 个字符的 CQL2`,
      en: `CQL2 of at most ${limits.characters} characters`,
    },
    { type: 'string', description: 'A condition in CQL2 on the queryables of the collection' },
  ),
  'filter-lang': parameter(
    z.enum(['cql2-text', 'cql2-json']).default('cql2-text'),
    { zh: 'cql2-text 或 cql2-json', en: 'cql2-text or cql2-json' },
    { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
  ),
  'filter-crs': crsParameter(),
  crs: crsParameter(),
  sortby: sortbyParameter,
  properties: parameter(
    z.string().max(2_000).optional(),
    { zh: '以逗号分隔的属性名', en: 'properties, separated by commas' },
    { type: 'array', items: { type: 'string' }, description: 'The properties to send; default: all' },
  ),
  after: cursorParameter(),
  before: cursorParameter(),
  ...formatQuery,
})

/** `as-of` is a parameter of layers that keep versions. */
export type CommonItemsQuery = z.output<typeof commonItemsQuery> & {
  readonly 'as-of'?: Date | undefined
}

/** Returns the schema of a layer's query: the shared part and one filter for each property. */
function itemsQuery(layer: Layer): typeof commonItemsQuery {
  const filters: object = Object.fromEntries(
    layerProperties(layer).map((property) => [property.name, filterParameter(property)]),
  )
  return commonItemsQuery.extend({
    ...filters,
    ...(versionedLayers.has(layer.id) ? { 'as-of': asOfParameter } : {}),
  })
}

/**
 * Returns `itemsQuery` for the OpenAPI document. Filters by restricted properties are documented, but not
 * validated: what a viewer may ask is known only when the viewer is, see `readItemsQuery`.
 */
export function documentedItemsQuery(layer: Layer): typeof commonItemsQuery {
  if (!hasRestrictedProperties(layer)) return itemsQuery(layer)
  const restricted: object = Object.fromEntries(
    layer.properties.flatMap((property) =>
      property.readBy === undefined ? [] : [[property.name, restrictedParameter(property, property.readBy)]],
    ),
  )
  return itemsQuery(layer).extend(restricted).loose() as unknown as typeof commonItemsQuery
}

const restrictedParameter = ({ title }: Property, readBy: readonly string[]) =>
  parameter(
    z.unknown().optional(),
    { zh: '文本', en: 'a text' },
    { type: 'string', description: `${title.en}. Only for ${readBy.join(', ')}; unknown to others.` },
  )

const strictQuery = memo((layer: Layer) => itemsQuery(layer).strict(), new WeakMap())

/**
 * Returns the query of a viewer's layer: `documented`, or the query `given` validated again where viewers differ.
 * Throws the ProblemError of an unknown parameter for a filter by a property that the viewer may not read.
 */
export function readItemsQuery(layer: Layer, documented: CommonItemsQuery, given: unknown): CommonItemsQuery {
  if (isWhole(layer) && !hasRestrictedProperties(layer)) return documented
  return checkedInput(strictQuery(layer), given, 'query')
}

/** Returns the property filters of a validated query, in the catalogue's order. */
export function propertyFilters(
  layer: Layer,
  query: Readonly<Record<string, unknown>>,
): readonly PropertyFilter[] {
  return layerProperties(layer)
    .map((property) => ({ property, value: query[property.name] }))
    .filter(({ value }) => value !== undefined)
}

function filterParameter(property: Property): z.ZodType {
  const codes = propertyCodes(property)
  if (codes === undefined) return byType[property.type](property)
  const list = codes.length > 40 ? codes.slice(0, 40).concat('…') : codes
  return parameter(
    z.enum(codes).optional(),
    { zh: `下列代码之一：${list.join('、')}`, en: `one of the codes ${list.join(', ')}` },
    { type: 'string', enum: codes, description: property.title.en },
  )
}

const text = (property: Property): z.ZodType =>
  parameter(
    z.string().max(200).optional(),
    { zh: '不超过 200 个字的文本', en: 'text of at most 200 characters' },
    { type: 'string', maxLength: 200, description: property.title.en },
  )

const byType: Readonly<Record<Property['type'], (property: Property) => z.ZodType>> = {
  string: text,
  strings: text,
  integer: (property) =>
    parameter(
      integerText(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).optional(),
      { zh: '整数', en: 'an integer' },
      { type: 'integer', description: property.title.en },
    ),
  number: (property) =>
    parameter(
      numberText(-Number.MAX_VALUE, Number.MAX_VALUE).optional(),
      { zh: '数字', en: 'a number' },
      { type: 'number', description: property.title.en },
    ),
  boolean: (property) =>
    parameter(
      z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      { zh: 'true 或 false', en: 'true or false' },
      { type: 'boolean', description: property.title.en },
    ),
  date: (property) =>
    parameter(
      z.iso.date().optional(),
      { zh: 'YYYY-MM-DD 形式的日期', en: 'a date as YYYY-MM-DD' },
      { type: 'string', format: 'date', description: property.title.en },
    ),
  datetime: (property) =>
    parameter(
      z.iso.datetime({ offset: true }).optional(),
      { zh: 'RFC 3339 形式的时刻', en: 'a time as of RFC 3339' },
      { type: 'string', format: 'date-time', description: property.title.en },
    ),
}

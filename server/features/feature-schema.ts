/** What a layer's features look like: zod schemas from the catalogue, and JSON Schema from them. */
import { z } from 'zod'
import { layerProperties } from '../../geodata/model/catalogue.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import type { GeometryKind, Layer, Property } from '../../geodata/model/layer.ts'
import type { Text } from '../../geodata/model/text.ts'
import { propertyCodes } from './filters.ts'
import { isSortable } from './sorting.ts'

const position = z.array(z.number()).min(2)

const coordinates: Readonly<Record<GeometryKind, z.ZodType>> = {
  Point: position,
  LineString: z.array(position).min(2),
  MultiLineString: z.array(z.array(position).min(2)),
  MultiPolygon: z.array(z.array(z.array(position).min(4))),
}

/** A link of the OGC documents. */
export const linkSchema = z.object({
  href: z.string(),
  rel: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
})

const valueTypes: Readonly<Record<Property['type'], () => z.ZodType>> = {
  string: () => z.string(),
  integer: () => z.int(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  date: () => z.string().meta({ format: 'date' }),
  datetime: () => z.string().meta({ format: 'date-time' }),
  strings: () => z.array(z.string()),
}

/** Titles of a property's codes, in both languages. */
function codeTitles(property: Property): Readonly<Record<string, Text>> | undefined {
  if (property.codes === undefined) return undefined
  if (property.codes === 'land_use')
    return Object.fromEntries([...landUseClasses].map(([code, { title }]) => [code, title]))
  return Object.fromEntries(
    Object.entries(codeLists[property.codes]).map(([code, { title }]) => [code, title]),
  )
}

function propertySchema(property: Property, detailed: boolean): z.ZodType {
  const codes = propertyCodes(property)
  const value = codes === undefined ? valueTypes[property.type]() : z.enum(codes)
  const meta = {
    title: property.title.zh,
    'x-title-en': property.title.en,
    ...(property.unit === undefined ? {} : { 'x-unit': property.unit }),
    ...(detailed && codes !== undefined ? { 'x-code-titles': codeTitles(property) } : {}),
  }
  return value.nullable().meta(meta)
}

/** The `properties` of a layer's features; `detailed` adds the titles of every code. */
function propertiesSchema(layer: Layer, detailed = false): z.ZodObject {
  return z.object(
    Object.fromEntries(
      layerProperties(layer).map((property) => [property.name, propertySchema(property, detailed)]),
    ),
  )
}

/** A GeoJSON feature of a layer. */
export function featureSchema(layer: Layer) {
  return z.object({
    type: z.literal('Feature'),
    id: z.int(),
    geometry: z.object({ type: z.literal(layer.geometry), coordinates: coordinates[layer.geometry] }),
    properties: propertiesSchema(layer),
    links: z.array(linkSchema).optional(),
  })
}

/** A GeoJSON feature collection of a layer, as `/items` answers it. */
export function featureCollectionSchema(layer: Layer) {
  return z.object({
    type: z.literal('FeatureCollection'),
    // By `properties` a client may ask for some only.
    features: z.array(featureSchema(layer).extend({ properties: propertiesSchema(layer).partial() })),
    numberReturned: z.int(),
    numberMatched: z.int().optional().describe('How many features match, where that is cheap to know'),
    numberMatchedEstimate: z
      .int()
      .optional()
      .describe('In place of numberMatched where many match: an estimate from statistics'),
    timeStamp: z.string().meta({ format: 'date-time' }),
    links: z.array(linkSchema),
  })
}

const geometryFormats: Readonly<Record<GeometryKind, string>> = {
  Point: 'geometry-point',
  LineString: 'geometry-linestring',
  MultiLineString: 'geometry-multilinestring',
  MultiPolygon: 'geometry-multipolygon',
}

/** The JSON Schema (2020-12) of a layer's features, in the manner of OGC API – Features Part 5. */
export function layerJsonSchema(layer: Layer, address: string): Record<string, unknown> {
  const { properties } = z.toJSONSchema(propertiesSchema(layer, true))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    type: 'object',
    title: layer.title.zh,
    'x-title-en': layer.title.en,
    properties: {
      id: { type: 'integer', 'x-ogc-role': 'id', readOnly: true },
      geometry: { format: geometryFormats[layer.geometry], 'x-ogc-role': 'primary-geometry' },
      ...properties,
    },
  }
}

/** The queryables of a layer: what CQL2 filters may name, and nothing else. Each has one type. */
export function queryablesSchema(layer: Layer, address: string): Record<string, unknown> {
  const schema = layerJsonSchema(layer, address)
  const entries = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, withoutNull(one)])
  return { ...schema, properties: Object.fromEntries(entries), additionalProperties: false }
}

const nullableSchema = z.looseObject({
  type: z.array(z.string()).optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.looseObject({ type: z.unknown() })).optional(),
})

/** The schema of a value that is there: a queryable has one `type`. */
function withoutNull(schema: unknown): unknown {
  const { success, data } = nullableSchema.safeParse(schema)
  if (!success) return schema
  const { anyOf, type, enum: codes, ...rest } = data
  return {
    ...rest,
    ...anyOf?.find((one) => one.type !== 'null'),
    ...(type === undefined ? {} : { type: type.find((one) => one !== 'null') }),
    ...(codes === undefined ? {} : { enum: codes.filter((code) => code !== null) }),
  }
}

/** The sortables of a layer: what `sortby` may name. */
export function sortablesSchema(layer: Layer, address: string): Record<string, unknown> {
  const schema = queryablesSchema(layer, address)
  const names = new Set([
    'id',
    ...layerProperties(layer)
      .filter(isSortable)
      .map(({ name }) => name),
  ])
  const entries = Object.entries(schema.properties ?? {}).filter(([name]) => names.has(name))
  return { ...schema, properties: Object.fromEntries(entries) }
}

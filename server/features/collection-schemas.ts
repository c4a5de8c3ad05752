/**
 * The JSON Schemas of a collection: its features (OGC API – Features Part 5), the properties for filters and
 * sorting (Parts 3 and 8), and a feature as GeoJSON.
 *
 * Each property has one `type`, as Part 5 requires, because GDAL reads a list of types as text. A property
 * without a value is null in GeoJSON; the schemas say so in their descriptions.
 */
import { layerProperties } from '../../geodata/model/catalogue.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import type { GeometryKind, Layer, Property, PropertyType, Unit } from '../../geodata/model/layer.ts'
import { propertyCodes } from '../../geodata/model/property-codes.ts'
import type { Text } from '../../geodata/model/text.ts'
import { timeProperty } from './select/columns.ts'
import { isSortable } from './select/sorting.ts'

type Json = Readonly<Record<string, unknown>>

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const NULLS = '没有值的属性为 null。A property without a value is null.'

const valueTypes: Readonly<Record<PropertyType, Json>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  strings: { type: 'array', items: { type: 'string' } },
}

/** Units in UCUM (https://ucum.org), the default of Part 5. */
const ucum: Readonly<Partial<Record<Unit, string>>> = {
  m: 'm',
  m2: 'm2',
  percent: '%',
  degree: 'deg',
  storey: '{storey}',
  person: '{person}',
  km_per_hour: 'km/h',
}

const geometryFormats: Readonly<Record<GeometryKind, string>> = {
  Point: 'geometry-point',
  LineString: 'geometry-linestring',
  MultiLineString: 'geometry-multilinestring',
  MultiPolygon: 'geometry-multipolygon',
}

/** Returns titles of a property's codes, in both languages. */
function codeTitles({ codes }: Property): Readonly<Record<string, Text>> | undefined {
  if (codes === undefined) return undefined
  const titled = codes === 'land_use' ? [...landUseClasses] : Object.entries(codeLists[codes])
  return Object.fromEntries(titled.map(([code, { title }]) => [code, title]))
}

function unitMembers({ unit }: Property): Json {
  if (unit === undefined) return {}
  return { 'x-unit': unit, ...(ucum[unit] === undefined ? {} : { 'x-ogc-unit': ucum[unit] }) }
}

function propertySchema(layer: Layer, property: Property): Json {
  const codes = propertyCodes(property)
  return {
    ...valueTypes[property.type],
    title: property.title.zh,
    'x-title-en': property.title.en,
    ...unitMembers(property),
    ...(codes === undefined ? {} : { enum: codes, 'x-code-titles': codeTitles(property) }),
    ...(property === timeProperty(layer) ? { 'x-ogc-role': 'primary-instant' } : {}),
    ...(property.measured || property.derived ? { readOnly: true } : {}),
  }
}

function propertySchemas(layer: Layer, first: number): Readonly<Record<string, Json>> {
  const numbered = layerProperties(layer).map((property, index) => [
    property.name,
    { ...propertySchema(layer, property), 'x-ogc-propertySeq': first + index },
  ])
  return Object.fromEntries(numbered)
}

const head = (layer: Layer, address: string): Json => ({
  $schema: DIALECT,
  $id: address,
  type: 'object',
  title: layer.title.zh,
  'x-title-en': layer.title.en,
  description: `${layer.description.zh}。${NULLS}`,
})

/** Returns the schema of a layer's features in any format, including id and geometry (Part 5). */
export function layerJsonSchema(layer: Layer, address: string): Json {
  return {
    ...head(layer, address),
    properties: {
      id: { type: 'integer', 'x-ogc-role': 'id', readOnly: true, 'x-ogc-propertySeq': 1 },
      geometry: {
        format: geometryFormats[layer.geometry],
        'x-ogc-role': 'primary-geometry',
        'x-ogc-propertySeq': 2,
      },
      ...propertySchemas(layer, 3),
    },
  }
}

/** Returns the queryables of a layer: everything that CQL2 filters may name. */
export function queryablesSchema(layer: Layer, address: string): Json {
  return { ...layerJsonSchema(layer, address), additionalProperties: false }
}

/** Returns the sortables of a layer: everything that `sortby` may name. */
export function sortablesSchema(layer: Layer, address: string): Json {
  const { geometry: _, ...properties } = layerJsonSchema(layer, address).properties as Record<string, Json>
  const unsortable = new Set(layerProperties(layer).flatMap((one) => (isSortable(one) ? [] : [one.name])))
  const sortable = Object.entries(properties).filter(([name]) => !unsortable.has(name))
  return { ...head(layer, address), properties: Object.fromEntries(sortable), additionalProperties: false }
}

/**
 * Returns the schema of a GeoJSON feature, linked as `describedby`: GDAL reads the types of fields from it.
 */
export function geojsonFeatureSchema(layer: Layer, address: string): Json {
  return {
    ...head(layer, address),
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer', readOnly: true },
      geometry: { $ref: `https://geojson.org/schema/${layer.geometry}.json` },
      properties: { type: 'object', properties: propertySchemas(layer, 1) },
    },
  }
}

/** Schemas of a layer's features, made from the catalogue. */
import { z } from 'zod'
import { layerProperties } from '../catalogue.ts'
import type { GeometryKind, Layer, Property } from '../layer.ts'
import { propertyCodes } from '../property-codes.ts'
import { featureSchema, pageSchemaOf } from './features.ts'

const position = z.array(z.number()).min(2)

const coordinates: Readonly<Record<GeometryKind, z.ZodType>> = {
  Point: position,
  LineString: z.array(position).min(2),
  MultiLineString: z.array(z.array(position).min(2)),
  MultiPolygon: z.array(z.array(z.array(position).min(4))),
}

const valueTypes: Readonly<Record<Property['type'], () => z.ZodType>> = {
  string: () => z.string(),
  integer: () => z.int(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  date: () => z.string().meta({ format: 'date' }),
  datetime: () => z.string().meta({ format: 'date-time' }),
  strings: () => z.array(z.string()),
}

function propertySchema(property: Property): z.ZodType {
  const codes = propertyCodes(property)
  const value = codes === undefined ? valueTypes[property.type]() : z.enum(codes)
  const described = value.nullable().meta({
    title: property.title.zh,
    'x-title-en': property.title.en,
    ...(property.unit === undefined ? {} : { 'x-unit': property.unit }),
    ...(property.readBy === undefined ? {} : { 'x-read-by': property.readBy }),
  })
  // Missing in answers to other roles.
  return property.readBy === undefined ? described : described.optional()
}

function propertiesSchema(layer: Layer): z.ZodObject {
  return z.object(
    Object.fromEntries(layerProperties(layer).map((property) => [property.name, propertySchema(property)])),
  )
}

/** Returns a GeoJSON feature of a layer. */
export function layerFeatureSchema(layer: Layer) {
  return featureSchema.extend({
    geometry: z.object({ type: z.literal(layer.geometry), coordinates: coordinates[layer.geometry] }),
    properties: propertiesSchema(layer),
  })
}

/** Returns a page of a layer's features, the answer of `/items`. */
export function layerPageSchema(layer: Layer) {
  // Clients may request some properties only, by `properties`.
  return pageSchemaOf(layerFeatureSchema(layer).extend({ properties: propertiesSchema(layer).partial() }))
}

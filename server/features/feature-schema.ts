/** What a layer's features look like in answers: zod schemas from the catalogue. */
import { z } from 'zod'
import { layerProperties } from '../../geodata/model/catalogue.ts'
import type { GeometryKind, Layer, Property } from '../../geodata/model/layer.ts'
import { propertyCodes } from './select/filters.ts'

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

function propertySchema(property: Property): z.ZodType {
  const codes = propertyCodes(property)
  const value = codes === undefined ? valueTypes[property.type]() : z.enum(codes)
  return value.nullable().meta({
    title: property.title.zh,
    'x-title-en': property.title.en,
    ...(property.unit === undefined ? {} : { 'x-unit': property.unit }),
  })
}

/** The `properties` of a layer's features. */
function propertiesSchema(layer: Layer): z.ZodObject {
  return z.object(
    Object.fromEntries(layerProperties(layer).map((property) => [property.name, propertySchema(property)])),
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
    numberMatched: z.int().optional().describe('How many features match: exact, and at most 15 seconds old'),
    numberMatchedEstimate: z
      .int()
      .optional()
      .describe('In place of numberMatched where counting takes too long: an estimate from statistics'),
    timeStamp: z.string().meta({ format: 'date-time' }),
    links: z.array(linkSchema),
  })
}

/** Parts of GeoJSON (RFC 7946); coordinates are degrees of WGS 84 unless an answer says otherwise. */
import { z } from 'zod'

/** West, south, east, north. */
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()])

const position = z.array(z.number()).min(2)
const rings = z.array(z.array(position))

export const areaSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) }),
])

interface Shape<Type, Coordinates> {
  type: Type
  coordinates: Coordinates
}
type Position = number[]

export type Geometry =
  | Shape<'Point', Position>
  | Shape<'MultiPoint', Position[]>
  | Shape<'LineString', Position[]>
  | Shape<'MultiLineString', Position[][]>
  | Shape<'Polygon', Position[][]>
  | Shape<'MultiPolygon', Position[][][]>
  | { type: 'GeometryCollection'; geometries: Geometry[] }

/** Any geometry. Coordinates are not validated, because outlines are long. */
export const geometrySchema = z.custom<Geometry>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    ('coordinates' in value || 'geometries' in value),
)

import type { Geometry, Position } from 'geojson'
import type { Part } from '../model/planning/outline/outline.ts'

/** A feature of a delivery, in degrees of WGS 84. */
export interface DeliveredFeature {
  /** Place in the file from 1, or id in the layer. */
  readonly ordinal: number
  readonly values: Readonly<Record<string, unknown>>
  readonly geometry: Geometry | null
}

/** Returns the polygons of an area; null for other geometries. */
export function partsOf(geometry: Geometry | null): readonly Part[] | null {
  if (geometry?.type === 'Polygon') return [geometry.coordinates as unknown as Part]
  return geometry?.type === 'MultiPolygon' ? (geometry.coordinates as unknown as Part[]) : null
}

/** Returns a position of a geometry; null if it has none. */
export function anyPosition(geometry: Geometry | null): [number, number] | null {
  if (geometry === null) return null
  if (geometry.type === 'GeometryCollection') return anyPosition(geometry.geometries[0] ?? null)
  let position: unknown = geometry.coordinates
  while (Array.isArray(position) && Array.isArray(position[0])) position = position[0]
  const [x, y] = Array.isArray(position) ? position : []
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null
}

/** Returns the geometry in WGS 84 without heights; null if a coordinate has no place on the map. */
export function placed(
  geometry: Geometry,
  shift: ((position: Position) => Position) | null,
): Geometry | null {
  let isBroken = false
  const point = (position: Position): Position => {
    const [x = Number.NaN, y = Number.NaN] = shift ? shift(position) : position
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 85)) isBroken = true
    return [x, y]
  }
  const all = (value: unknown): unknown =>
    Array.isArray(value) && typeof value[0] === 'number'
      ? point(value as Position)
      : (value as unknown[]).map(all)
  const place = (one: Geometry): Geometry =>
    one.type === 'GeometryCollection'
      ? { type: one.type, geometries: one.geometries.map(place) }
      : ({ type: one.type, coordinates: all(one.coordinates) } as Geometry)
  const made = place(geometry)
  return isBroken ? null : made
}

/** Finds places by distance along a line. */
import type { Geometry, Position } from 'geojson'
import { distanceMetres } from '../distance.ts'
import type { Coordinates } from './place-text.ts'

/** Returns the parts of a line in order. */
function partsOf(geometry: Geometry): readonly (readonly Position[])[] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

const placeOf = ([lon = 0, lat = 0]: Position): Coordinates => ({ lon, lat })

/**
 * Returns the place (WGS 84 degrees) at a distance in metres from the start of a line, measured on the sphere
 * without gaps between parts. Null beyond the end, or if the geometry is no line.
 */
export function placeAlong(geometry: Geometry, metres: number): Coordinates | null {
  let left = metres
  for (const part of partsOf(geometry)) {
    for (const [index, end] of part.entries()) {
      const start = part[index - 1]
      if (start === undefined) continue
      const [from, to] = [placeOf(start), placeOf(end)]
      const length = distanceMetres(from, to)
      if (left <= length) {
        const share = length === 0 ? 0 : left / length
        return { lon: from.lon + (to.lon - from.lon) * share, lat: from.lat + (to.lat - from.lat) * share }
      }
      left -= length
    }
  }
  return null
}

/** Returns the length of a line in metres on the sphere. */
export function lengthOf(geometry: Geometry): number {
  let sum = 0
  for (const part of partsOf(geometry))
    for (const [index, end] of part.entries()) {
      const start = part[index - 1]
      if (start !== undefined) sum += distanceMetres(placeOf(start), placeOf(end))
    }
  return sum
}

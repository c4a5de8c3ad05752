/** Converts a drawn or typed place of a closure to GeoJSON. WGS 84 degrees. */
import type { LineString, Point, Polygon } from 'geojson'
import { readPlaceText } from '../intake/place-text.ts'

export const shapes = ['Point', 'LineString', 'Polygon'] as const
export type Shape = (typeof shapes)[number]
export type Corner = readonly [longitude: number, latitude: number]

/** Minimum corners of a shape. */
const fewest: Readonly<Record<Shape, number>> = { Point: 1, LineString: 2, Polygon: 3 }

/** Returns the geometry; null if there are too few corners. */
export function shapeOf(shape: Shape, corners: readonly Corner[]): Point | LineString | Polygon | null {
  const [first] = corners
  if (first === undefined || corners.length < fewest[shape]) return null
  const positions = corners.map(([lon, lat]) => [lon, lat])
  if (shape === 'Point') return { type: 'Point', coordinates: [...first] }
  if (shape === 'LineString') return { type: 'LineString', coordinates: positions }
  return { type: 'Polygon', coordinates: [[...positions, [...first]]] }
}

/** Reads corners, one in each line as "119.76, 30.24"; null if a line is invalid. */
export function readCorners(text: string): Corner[] | null {
  const places = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readPlaceText)
  return places.every((place) => place.kind === 'coordinates')
    ? places.map(({ at: { lon, lat } }) => [lon, lat])
    : null
}

export const writeCorners = (corners: readonly Corner[]): string =>
  corners.map(([lon, lat]) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`).join('\n')

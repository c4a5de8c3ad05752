/** Numbers and instants of an extract in one form, so that the same data give the same bytes. */

/** Decimals of areas and percentages: far below what a survey knows. Coordinates are written by PostGIS. */
const FACTOR = 1e4

/** Rounds all numbers, but not those of GeoJSON. */
export function rounded<T>(value: T): T {
  if (typeof value === 'number') return (Math.round(value * FACTOR) / FACTOR) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === 'coordinates' ? member : rounded(member)]),
  ) as T
}

/** Returns an instant as PostgreSQL writes it in JSON, in UTC, whatever the session's zone. */
export const exactly = (instant: string): string => new Date(instant).toISOString()

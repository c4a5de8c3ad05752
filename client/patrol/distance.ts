/** Distances on the sphere, for lists of nearby places. */

/** Mean radius of the earth in metres (IUGG). */
const RADIUS = 6_371_008.8

interface Place {
  /** WGS 84 degrees. */
  readonly lon: number
  readonly lat: number
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Returns the great-circle distance in metres (haversine formula), within 0.5 % of that on the ellipsoid. */
export function distanceMetres(a: Place, b: Place): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon)
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Returns at most `count` nearest places with their distances in metres. */
export function nearest<T extends Place>(
  from: Place,
  places: readonly T[],
  count: number,
): readonly { readonly place: T; readonly metres: number }[] {
  return places
    .map((place) => ({ place, metres: distanceMetres(from, place) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count)
}

/** Requests lists of facilities: the nearest, all of a kind, or those along a greenway. */
import { greenwayFacilitiesSchema } from '../../geodata/model/answers/greenways.ts'
import { facilityPageSchema, nearestSchema } from '../../geodata/model/answers/nearest.ts'
import { bearingTo, metresBetween } from '../../geodata/model/distance.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'

type Place = readonly [longitude: number, latitude: number]

/** A facility in a list and on the map. */
export interface FoundFacility {
  readonly id: number
  readonly kind: string
  readonly name: string | null
  readonly name_en: string | null
  readonly lon: number
  readonly lat: number
  /** Metres from the origin; null in lists without one. */
  readonly distance_m: number | null
  readonly bearing: number | null
  /** Metres along a greenway. */
  readonly along_m: number | null
}

/** Number of facilities in a short list. */
export const NEAREST = 5
/** Maximum number of facilities shown of all of a kind. */
export const MOST = 1000

const coordinate = (degrees: number) => degrees.toFixed(6)

export function nearestPath([lon, lat]: Place, kinds: readonly FacilityKind[], limit: number): string {
  return `/search/nearest?lon=${coordinate(lon)}&lat=${coordinate(lat)}&kinds=${kinds.join(',')}&limit=${limit}`
}

/** Reads the nearest of several kinds, without the id `except`. */
export const readNearest =
  (limit: number, except?: number) =>
  (body: unknown): readonly FoundFacility[] =>
    nearestSchema
      .parse(body)
      .results.filter(({ id }) => id !== except)
      .slice(0, limit)
      .map((one) => ({ ...one, along_m: null }))

export function allPath(kinds: readonly FacilityKind[]): string {
  const filter = `kind IN (${kinds.map((kind) => `'${kind}'`).join(',')})`
  return `/collections/facilities/items?filter=${encodeURIComponent(filter)}&properties=kind,name,name_en&limit=${MOST}`
}

/** Reads all of the kinds, the nearest first, and their total number. */
export const readAll =
  (from: Place | null) =>
  (body: unknown): { readonly found: readonly FoundFacility[]; readonly count: number } => {
    const page = facilityPageSchema.parse(body)
    const found = page.features.map(({ id, geometry, properties }) => {
      const [lon = 0, lat = 0] = geometry.coordinates
      return {
        id,
        ...properties,
        lon,
        lat,
        distance_m: from && metresBetween(from, [lon, lat]),
        bearing: from && bearingTo(from, [lon, lat]),
        along_m: null,
      }
    })
    return {
      found: found.toSorted((a, b) => (a.distance_m ?? 0) - (b.distance_m ?? 0) || a.id - b.id),
      count: page.numberMatched ?? page.numberMatchedEstimate ?? found.length,
    }
  }

export const alongPath = (greenway: number, kind: FacilityKind) =>
  `/greenway/greenways/${greenway}/facilities?kind=${kind}`

export const readAlong = (body: unknown): readonly FoundFacility[] =>
  greenwayFacilitiesSchema.parse(body).facilities.map((one) => ({ ...one, distance_m: null, bearing: null }))

/** Routes as files for other programs and devices. */
import type { PlannedRoute, RouteProfileId } from '../../answers/route-plan.ts'
import { metresBetween } from '../../network/geometry.ts'
import type { Language } from '../../text.ts'
import { profileWords } from '../turn-words.ts'

export interface RouteFile {
  readonly profile: RouteProfileId
  /** RFC 3339. */
  readonly depart: string
  readonly routes: readonly PlannedRoute[]
  readonly language: Language
  /** Name of the only route; without it, routes are named by profile and length. */
  readonly title?: string
}

/** Returns the name of a route in a file; `n` counts from 0. */
export function routeTitle({ profile, language, routes, title }: RouteFile, n: number): string {
  if (title !== undefined) return title
  const kilometres = ((routes[n]?.length_m ?? 0) / 1000).toFixed(1)
  const word = profileWords[profile][language]
  return language === 'zh' ? `${word} ${kilometres} 公里（${n + 1}）` : `${word} ${kilometres} km (${n + 1})`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes a text for XML, without the characters that XML 1.0 does not have. */
export const xml = (text: string): string =>
  [...text]
    .filter((letter) => letter >= ' ' || letter === '\n' || letter === '\t')
    .join('')
    .replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter)

export interface FilePoint {
  readonly lon: number
  readonly lat: number
  readonly height: number | null
  readonly metres: number
  /** RFC 3339. */
  readonly time: string
}

/** Returns the points of a route with metres, and times at an even pace over its parts. */
export function filePoints(route: PlannedRoute, depart: string): FilePoint[] {
  const began = Date.parse(depart)
  let metres = 0
  const total = lineMetres(route) || 1
  return route.geometry.coordinates.map(([lon = 0, lat = 0, height = null], n, all) => {
    const [beforeLon = lon, beforeLat = lat] = all[n - 1] ?? []
    metres += metresBetween(beforeLon, beforeLat, lon, lat)
    const seconds = secondsAt(route, (metres / total) * route.length_m, began)
    return { lon, lat, height, metres, time: new Date(began + 1000 * seconds).toISOString() }
  })
}

const lineMetres = ({ geometry: { coordinates } }: PlannedRoute): number =>
  coordinates.reduce((sum, [lon = 0, lat = 0], n) => {
    const [beforeLon = lon, beforeLat = lat] = coordinates[n - 1] ?? []
    return sum + metresBetween(beforeLon, beforeLat, lon, lat)
  }, 0)

function secondsAt({ parts, duration_s }: PlannedRoute, metres: number, began: number): number {
  const n = Math.max(
    0,
    parts.findLastIndex(({ from_m }) => from_m <= metres),
  )
  const part = parts[n]
  if (part === undefined) return 0
  const start = (Date.parse(part.arrive) - began) / 1000
  const next = parts[n + 1]
  const end = next === undefined ? duration_s : (Date.parse(next.arrive) - began) / 1000
  const share = part.to_m > part.from_m ? Math.min(1, (metres - part.from_m) / (part.to_m - part.from_m)) : 0
  return Math.max(0, start + share * (end - start))
}

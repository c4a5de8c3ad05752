/** Decides whether a unit that was sent has left its route, and whether it is back. */
import { metresBetween } from '../distance.ts'
import type { SeenFix } from './zone-crossings.ts'

export interface RouteLimits {
  /** A unit this far from its route is away from it. */
  readonly metres: number
  /** It is told after this time away, in seconds. */
  readonly seconds: number
}

/** A unit is back on its route within this share of the limit, so a way along the limit does not alternate. */
const BACK_SHARE = 0.5
/** Error radii are counted up to this limit in metres. */
const MAX_ERROR_M = 100

/** What must be remembered between positions. Times in milliseconds since 1970. */
export interface RouteWatch {
  /** Since when the unit is away; null on the route. */
  readonly awaySince: number | null
  /** Greatest distance since then, in metres. */
  readonly metres: number
  readonly isTold: boolean
}

export const onRoute: RouteWatch = { awaySince: null, metres: 0, isTold: false }

/** Returns the distance of a place from a line in metres; both in WGS 84 degrees. */
function metresFromLine(lon: number, lat: number, line: readonly (readonly [number, number])[]): number {
  const perLon = metresBetween([lon - 0.5, lat], [lon + 0.5, lat])
  const perLat = metresBetween([lon, lat - 0.5], [lon, lat + 0.5])
  let least = Infinity
  let [ax, ay] = [0, 0]
  for (const [n, [x, y]] of line.entries()) {
    const [bx, by] = [(x - lon) * perLon, (y - lat) * perLat]
    if (n === 0) [ax, ay] = [bx, by]
    const [dx, dy] = [bx - ax, by - ay]
    const long = dx * dx + dy * dy
    const t = long === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / long))
    least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy))
    ;[ax, ay] = [bx, by]
  }
  return least
}

/**
 * Follows a unit by its next position. `told` is `left` once the unit has been away for the set time, and `back`
 * when a unit of which that was told is on the route again. Distances are counted without the error radius.
 */
export function watchRoute(
  watch: RouteWatch,
  fix: SeenFix,
  line: readonly (readonly [number, number])[],
  limits: RouteLimits,
): { readonly watch: RouteWatch; readonly told: 'left' | 'back' | null } {
  const error = Math.min(fix.accuracyM ?? 0, MAX_ERROR_M)
  const metres = Math.max(0, metresFromLine(fix.lon, fix.lat, line) - error)
  const isBack = metres <= limits.metres * BACK_SHARE
  if (isBack) return { watch: onRoute, told: watch.isTold ? 'back' : null }
  if (watch.awaySince === null && metres <= limits.metres) return { watch: onRoute, told: null }
  const awaySince = watch.awaySince ?? fix.at
  const isLong = fix.at - awaySince >= 1000 * limits.seconds
  const isTold = watch.isTold || (isLong && metres > limits.metres)
  return {
    watch: { awaySince, metres: Math.max(watch.metres, Math.round(metres)), isTold },
    told: isTold && !watch.isTold ? 'left' : null,
  }
}

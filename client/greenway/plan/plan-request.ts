/** The request of a plan: `GET /routes/plan`, or `GET /routes/loops` for a round trip. */
import type { Plan, Stop } from './plan-address.ts'

/** China has one zone without summer time. */
const ZONE = '+08:00'
const MINUTE_MS = 60_000

/** Returns a time of departure with its zone; now, on the minute, for null. */
export function departure(depart: string | null, now: number): string {
  if (depart !== null) return `${depart}:00${ZONE}`
  const china = new Date(Math.floor(now / MINUTE_MS) * MINUTE_MS + 8 * 60 * MINUTE_MS)
  return `${china.toISOString().slice(0, 19)}${ZONE}`
}

const place = ([longitude, latitude]: NonNullable<Stop['at']>) =>
  `${longitude.toFixed(6)},${latitude.toFixed(6)}`

/** How many other routes are asked for. */
const ALTERNATIVES = 2

/**
 * Returns the path of a plan's request with parameters of a server; null while a stop is missing. `now`:
 * milliseconds since 1970.
 */
export function requestPath(plan: Plan, now: number): string | null {
  const places = plan.stops.map((stop) => stop?.at ?? null)
  const [from] = places
  if (!from) return null
  const query = new URLSearchParams({ from: place(from) })
  if (!plan.loop) {
    const known = places.filter((at) => at !== null)
    const to = places.at(-1)
    // An empty stop between is left out; both ends are needed.
    if (!to || known.length < 2) return null
    query.set('to', place(to))
    const via = known.slice(1, -1).map(place)
    if (via.length > 0) query.set('via', via.join(';'))
    query.set('alternatives', String(ALTERNATIVES))
  }
  query.set('profile', plan.profile)
  query.set('depart', departure(plan.depart, now))
  if (plan.avoid.length > 0) query.set('avoid', plan.avoid.join(','))
  query.set('at_night', plan.atNight)
  if (!plan.loop) return `/routes/plan?${query}`
  query.set(plan.loop.by === 'length' ? 'length_m' : 'duration_s', String(plan.loop.amount))
  return `/routes/loops?${query}`
}

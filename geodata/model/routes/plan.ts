/** Plans routes: the pure part of `GET /routes/plan`, for the server and the browser alike. */
import type {
  PlannedRoute,
  RouteAvoid,
  RoutePlan,
  RouteProfileId,
  RouteRequest,
} from '../answers/route-plan.ts'
import type { Snap } from '../network/snap.ts'
import type { Text } from '../text.ts'
import { ClosedWays, type RouteClosure } from './closed-ways.ts'
import { dataOf, describeTrip, type Stop } from './describe.ts'
import type { Conditions, ProfileEngine, RouteEngine } from './engine.ts'
import { nightAt } from './night.ts'
import { instant, nameOfWay } from './parts.ts'
import { noWay, offNetwork } from './problem.ts'
import { EXACT_STOPS } from './stop-order.ts'
import { piecesOf } from './trip.ts'
import { bestOrder, otherTrips, sharedLength, type Trip, tripOver } from './trips.ts'
import { whyOf } from './why.ts'

/** Places must be this near to a way, in metres. */
const SNAP_M = 1_000
const FAR_M = 50_000

/** The profiles that a plan searches with: its own, those without one of its wishes, and walking. */
export function profilesOf({
  profile,
  avoid,
}: Pick<RouteRequest, 'profile' | 'avoid'>): (readonly [RouteProfileId, readonly RouteAvoid[]])[] {
  const lessOne = avoid.map((one) => [profile, avoid.filter((other) => other !== one)] as const)
  return [['walk', []], ...lessOne, [profile, avoid]]
}

/**
 * Returns the best route and alternatives. `closures` are all that have not ended. Throws RouteProblem if a
 * place is off the network or there is no way.
 */
export function planRoutes(
  engine: RouteEngine,
  request: RouteRequest,
  closures: readonly RouteClosure[],
): RoutePlan {
  const depart = Date.parse(request.depart)
  const profile = engine.profile(request.profile, request.avoid)
  const conditions = conditionsOf(engine, request, closures, depart)
  const places = [request.from, ...request.via, request.to]
  const given = places.map((_, asked) => ({
    asked,
    snap: snapPlace(engine, profile, places, asked, conditions),
  }))
  const order = request.reorder
    ? bestOrder(
        profile,
        given.map(({ snap }) => snap),
        conditions,
      )
    : [...given.keys()]
  const stops = order.map((n) => given[n] as Stop)
  const snaps = stops.map(({ snap }) => snap)
  const { trip, used } = bestTrip(engine, profile, stops, conditions, closures)
  const trips = [
    trip,
    ...otherTrips(profile, snaps, used, trip, request.alternatives, engine.graph.edgeMetres),
  ]
  const explained = { engine, request, stops: snaps, conditions: used, closures, trip }
  return {
    profile: request.profile,
    depart: instant(depart),
    order: !request.reorder ? 'given' : request.via.length <= EXACT_STOPS ? 'shortest' : 'short',
    routes: trips.map(
      (one, n): PlannedRoute => ({
        ...describeTrip(engine, profile.costs, one, stops, depart),
        shared: Math.round(100 * mostShared(trips.slice(0, n), one, engine.graph.edgeMetres)) / 100,
        why: n === 0 ? whyOf(explained) : [],
      }),
    ),
    data: dataOf(engine, closures.filter((one) => inForce(one, depart)).length),
  }
}

const mostShared = (earlier: readonly Trip[], trip: Trip, edgeMetres: Float32Array): number =>
  earlier.reduce((most, one) => Math.max(most, sharedLength(trip, one, edgeMetres)), 0)

export const inForce = ({ startsMs, endsMs }: RouteClosure, at: number): boolean =>
  startsMs <= at && (endsMs === null || endsMs > at)

export function conditionsOf(
  { graph }: RouteEngine,
  { profile, at_night, from }: Pick<RouteRequest, 'profile' | 'at_night' | 'from'>,
  closures: readonly RouteClosure[],
  depart: number,
): Conditions {
  return {
    depart,
    closed: closures.length === 0 ? null : new ClosedWays(graph.edgeCount, closures, profile),
    night: at_night === 'avoid' ? nightAt(depart, ...from) : null,
    heedsHours: at_night === 'avoid',
  }
}

/** Throws a RouteProblem with the distance of the nearest way if it is too far. */
export function snapPlace(
  engine: RouteEngine,
  profile: ProfileEngine,
  places: readonly (readonly [number, number])[],
  n: number,
  conditions: Conditions,
): Snap {
  const place = places[n] as readonly [number, number]
  const snap = engine.snap(profile, place, conditions, SNAP_M)
  if (snap !== null) return snap
  const far = engine.snap(profile, place, conditions, FAR_M)
  throw offNetwork(n, places.length - 1, far?.gapMetres ?? null, SNAP_M)
}

/**
 * Returns the best trip. Where hours close the only way, it is used all the same: the warnings name it. Throws
 * a RouteProblem that says what blocks.
 */
function bestTrip(
  engine: RouteEngine,
  profile: ProfileEngine,
  stops: readonly Stop[],
  conditions: Conditions,
  closures: readonly RouteClosure[],
): { readonly trip: Trip; readonly used: Conditions } {
  const snaps = stops.map(({ snap }) => snap)
  const trip = tripOver(profile, snaps, conditions)
  if (typeof trip !== 'number') return { trip, used: conditions }
  const always = { ...conditions, heedsHours: false }
  const closedTrip = conditions.heedsHours ? tripOver(profile, snaps, always) : trip
  if (typeof closedTrip !== 'number') return { trip: closedTrip, used: always }
  const { asked } = stops[closedTrip] as Stop
  const [from, to] = [snaps[closedTrip - 1], snaps[closedTrip]]
  const blocks = from && to ? blocksBetween(engine, profile, from, to, always, closures) : []
  throw noWay(asked, stops.length - 1, blocks)
}

/** Says what is in the way between two places: closures, or what stops this profile but not walkers. */
function blocksBetween(
  engine: RouteEngine,
  profile: ProfileEngine,
  from: Snap,
  to: Snap,
  conditions: Conditions,
  closures: readonly RouteClosure[],
): Text[] {
  const open = profile.leg(from, to, { ...conditions, closed: null })
  const { graph } = engine
  if (open !== null) {
    const edges = new Set(open.arcs.map((arc) => arc >> 1))
    return closures
      .filter((closure) => closure.edges.some((edge) => edges.has(edge)))
      .map(({ reasonZh, reasonEn }) => ({ zh: reasonZh, en: reasonEn ?? reasonZh }))
  }
  const walk = engine.profile('walk', [])
  const walked = walk.leg(from, to, conditions)
  if (walked === null) return []
  const stopped = piecesOf(graph, walk.costs, [walked]).find(
    ({ arc }) => (profile.costs.weight[arc] as number) === 0,
  )
  if (stopped === undefined) return [{ zh: '不能通过的路障', en: 'a barrier that cannot be passed' }]
  const { name } = nameOfWay(graph, stopped.way)
  return [{ zh: name ?? '无名路段', en: name ?? 'a way without a name' }]
}

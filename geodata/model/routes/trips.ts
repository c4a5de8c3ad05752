/** Trips over several stops, their alternatives, and the order of stops. */
import type { Snap } from '../network/snap.ts'
import type { Conditions, Leg, ProfileEngine } from './engine.ts'
import { stopOrder } from './stop-order.ts'

export interface Trip {
  readonly legs: readonly Leg[]
  readonly weight: number
  readonly seconds: number
}

/** Returns the best trip over stops in their order; or the number of the stop that cannot be reached. */
export function tripOver(
  profile: ProfileEngine,
  stops: readonly Snap[],
  conditions: Conditions,
  penalty: Float32Array | null = null,
): Trip | number {
  const legs: Leg[] = []
  let [weight, seconds] = [0, 0]
  for (const [n, to] of stops.entries()) {
    const from = stops[n - 1]
    if (from === undefined) continue
    const leg = profile.leg(from, to, conditions, seconds, penalty)
    if (leg === null) return n
    legs.push(leg)
    weight += leg.weight
    seconds += leg.seconds
  }
  return { legs, weight, seconds }
}

/** Returns the weights from every stop to every other. */
function stopWeights(profile: ProfileEngine, stops: readonly Snap[], conditions: Conditions): number[][] {
  const { search } = profile
  const factor = profile.factor(conditions) ?? null
  return stops.map((from, row) => {
    search.around(profile.departures(from, factor), { factor })
    const around = stops.map((to) =>
      profile
        .arrivals(to)
        .reduce((best, end) => Math.min(best, (search.weight[end.state] as number) + end.weight), Infinity),
    )
    return around.map((weight, column) => (row === column ? 0 : weight))
  })
}

/** Returns numbers of stops in the order of the shortest trip, the first and last fixed. */
export function bestOrder(profile: ProfileEngine, stops: readonly Snap[], conditions: Conditions): number[] {
  if (stops.length < 4) return [...stops.keys()]
  return [0, ...stopOrder(stopWeights(profile, stops, conditions)), stops.length - 1]
}

/** An alternative may weigh this much more than the best, and share this much of its length. */
const MAX_WEIGHT = 1.5
const MAX_SHARED = 0.7
/** Each found trip makes its edges dearer for the next search. */
const DEARER = 1.45
const MAX_DEARER = 5

/** Returns up to `count` other trips, each of which is different from all before it (penalty method). */
export function otherTrips(
  profile: ProfileEngine,
  stops: readonly Snap[],
  conditions: Conditions,
  best: Trip,
  count: number,
  edgeMetres: Float32Array,
): Trip[] {
  const penalty = new Float32Array(edgeMetres.length).fill(1)
  const found: Trip[] = [best]
  let last = best
  for (let round = 0; round < 3 * count + 2 && found.length <= count; round++) {
    for (const edge of edgesOf(last)) penalty[edge] = Math.min(MAX_DEARER, (penalty[edge] as number) * DEARER)
    const trip = tripOver(profile, stops, conditions, penalty)
    if (typeof trip === 'number') break
    last = trip
    const weight = weightWithout(profile, trip, conditions)
    if (weight > MAX_WEIGHT * best.weight) continue
    if (found.every((earlier) => sharedLength(trip, earlier, edgeMetres) <= MAX_SHARED))
      found.push({ ...trip, weight })
  }
  return found.slice(1)
}

const edgesOf = ({ legs }: Pick<Trip, 'legs'>): Set<number> =>
  new Set(legs.flatMap(({ arcs }) => arcs.map((arc) => arc >> 1)))

/** Returns the share of a trip's length that another has too. */
export function sharedLength(trip: Trip, other: Trip, edgeMetres: Float32Array): number {
  const theirs = edgesOf(other)
  let [shared, total] = [0, 0]
  for (const edge of edgesOf(trip)) {
    total += edgeMetres[edge] as number
    if (theirs.has(edge)) shared += edgeMetres[edge] as number
  }
  return total === 0 ? 1 : shared / total
}

/** Returns the weight of a trip without penalties; partial arcs count whole, which is enough to compare. */
function weightWithout(profile: ProfileEngine, { legs }: Trip, conditions: Conditions): number {
  const { weight, seconds } = profile.costs
  const factor = profile.factor(conditions) ?? null
  let [sum, at] = [0, 0]
  for (const { arcs } of legs) {
    for (const arc of arcs) {
      sum += (weight[arc] as number) * (factor?.(arc, at) ?? 1)
      at += seconds[arc] as number
    }
  }
  return sum
}

/** The searches of the profiles on one routes network, made when they are first asked for. */
import type { RouteAvoid, RouteProfileId } from '../answers/route-plan.ts'
import { type Snap, type Snapper, snapper } from '../network/snap.ts'
import type { OnEdge } from '../network/times.ts'
import { Travels } from '../network/times.ts'
import type { ClosedWays } from './closed-ways.ts'
import { type RouteCosts, routeCosts } from './costs.ts'
import type { RouteGraph } from './graph.ts'
import { WayHours } from './hours.ts'
import type { Night } from './night.ts'
import { RouteSearch, type RouteSeed, type SearchRules } from './search.ts'

/** Arcs from a place to a place, both on edges. */
export interface Leg {
  readonly from: Snap
  readonly to: Snap
  readonly arcs: readonly number[]
  readonly weight: number
  readonly seconds: number
}

/** When somebody sets out, and what is heeded on the way. */
export interface Conditions {
  /** Milliseconds since 1970. */
  readonly depart: number
  readonly closed: ClosedWays | null
  /** Unlit and closed ways are avoided by this night; null if they are only named. */
  readonly night: Night | null
  /** Whether closing hours are avoided. */
  readonly heedsHours: boolean
}

/** How many sets of costs stay in memory: each has some 6 MB for 30,000 nodes. */
const KEPT = 8

export class RouteEngine {
  readonly graph: RouteGraph
  readonly hours: WayHours
  readonly #snap: Snapper
  readonly #profiles = new Map<string, ProfileEngine>()

  constructor(graph: RouteGraph) {
    this.graph = graph
    this.hours = new WayHours(graph)
    this.#snap = snapper(graph)
  }

  /**
   * Returns the searches of a profile; its costs are computed now unless they are kept. Searches share memory:
   * use a result before the next search.
   */
  profile(id: RouteProfileId, avoid: readonly RouteAvoid[]): ProfileEngine {
    return this.keep(avoid, this.#profiles.get(keyOf(id, avoid))?.costs ?? routeCosts(this.graph, id, avoid))
  }

  /** Whether the costs of a profile are kept. */
  knows(id: RouteProfileId, avoid: readonly RouteAvoid[]): boolean {
    return this.#profiles.has(keyOf(id, avoid))
  }

  /** The profiles whose costs are kept, the one used last at the end. */
  get known(): readonly (readonly [RouteProfileId, readonly RouteAvoid[]])[] {
    return [...this.#profiles.values()].map(({ costs, avoid }) => [costs.profile, avoid])
  }

  /** Keeps costs that were computed elsewhere, and returns their searches. */
  keep(avoid: readonly RouteAvoid[], costs: RouteCosts): ProfileEngine {
    const key = keyOf(costs.profile, avoid)
    const known = this.#profiles.get(key) ?? new ProfileEngine(this, costs, avoid)
    this.#profiles.delete(key)
    this.#profiles.set(key, known)
    const [oldest] = this.#profiles.keys()
    if (this.#profiles.size > KEPT && oldest !== undefined) this.#profiles.delete(oldest)
    return known
  }

  /** Returns the nearest place on an open way of a profile within some metres. Degrees. */
  snap(
    { costs }: ProfileEngine,
    [lon, lat]: readonly [number, number],
    { closed, depart }: Pick<Conditions, 'closed' | 'depart'>,
    maxMetres: number,
  ): Snap | null {
    // An edge whose closure does not hold then is open.
    const flags = closed?.flags.map((flag, edge) =>
      flag && closed.during(edge, depart, depart + 60_000) ? 1 : 0,
    )
    return this.#snap(lon, lat, { profile: costs.arcs, closed: flags ?? null, bit: 1, maxMetres })
  }
}

const keyOf = (id: RouteProfileId, avoid: readonly RouteAvoid[]) => [id, ...[...new Set(avoid)].sort()].join()

export class ProfileEngine {
  readonly costs: RouteCosts
  readonly avoid: readonly RouteAvoid[]
  readonly search: RouteSearch
  readonly #engine: RouteEngine
  readonly #travels: Travels
  #speed = 0
  #loopSearches: readonly [RouteSearch, RouteSearch, RouteSearch] | undefined

  constructor(engine: RouteEngine, costs: RouteCosts, avoid: readonly RouteAvoid[]) {
    this.#engine = engine
    this.costs = costs
    this.avoid = avoid
    this.search = new RouteSearch(engine.graph, costs)
    this.#travels = new Travels(engine.graph, costs.arcs)
  }

  /** Returns the factor of arcs under conditions; null if nothing changes them. */
  factor({ depart, closed, night, heedsHours }: Conditions, after = 0): SearchRules['factor'] {
    const { graph, hours } = this.#engine
    const { darkFactor, seconds: times } = this.costs
    const isTimed = heedsHours && graph.hours.length > 1
    if (closed === null && night === null && !isTimed) return null
    const [dusk, dawn] = night === null ? [0, 0] : [night.dusk ?? 0, night.dawn ?? 0]
    return (arc, seconds) => {
      const edge = arc >> 1
      const at = depart + 1000 * (after + seconds)
      if (closed !== null && closed.flags[edge] === 1) {
        const until = at + 1000 * (times[arc] as number)
        if (closed.during(edge, at, until) !== null) return Number.POSITIVE_INFINITY
      }
      if (isTimed && hours.timed[edge] === 1 && !hours.isOpen(arc, at)) return Number.POSITIVE_INFINITY
      return at >= dusk && at < dawn ? (darkFactor[graph.edgeWay[edge] as number] as number) : 1
    }
  }

  /** As `factor`, the same at any time within some seconds from the departure: what closes then is closed. */
  steadyFactor({ depart, closed, night, heedsHours }: Conditions, within: number): SearchRules['factor'] {
    const { graph, hours } = this.#engine
    const isTimed = heedsHours && graph.hours.length > 1
    const end = depart + 1200 * within
    const isDark = night?.isDark(depart + 500 * within) ?? false
    if (closed === null && !isDark && !isTimed) return null
    return (arc) => {
      const edge = arc >> 1
      if (closed?.during(edge, depart, end)) return Number.POSITIVE_INFINITY
      if (isTimed && hours.timed[edge] === 1)
        for (const at of [depart, end]) if (!hours.isOpen(arc, at)) return Number.POSITIVE_INFINITY
      return isDark ? (this.costs.darkFactor[graph.edgeWay[edge] as number] as number) : 1
    }
  }

  /** Mean speed over all ways. */
  get metresPerSecond(): number {
    if (this.#speed === 0) {
      let [metres, seconds] = [0, 0]
      for (const [arc, time] of this.costs.seconds.entries()) {
        if (time > 0) metres += this.#engine.graph.edgeMetres[arc >> 1] as number
        seconds += time
      }
      this.#speed = seconds > 0 ? metres / seconds : 1
    }
    return this.#speed
  }

  /** Returns three searches for the stretches of loops. */
  loopSearches(): readonly [RouteSearch, RouteSearch, RouteSearch] {
    this.#loopSearches ??= [
      this.search,
      new RouteSearch(this.#engine.graph, this.costs),
      new RouteSearch(this.#engine.graph, this.costs),
    ]
    return this.#loopSearches
  }

  /** Returns the best way between two places that is begun `after` seconds; null if there is none. */
  leg(
    from: Snap,
    to: Snap,
    conditions: Conditions,
    after = 0,
    penalty: Float32Array | null = null,
  ): Leg | null {
    const factor = this.factor(conditions, after) ?? null
    const along = this.#along(from, to)
    const direct = along === null ? Number.POSITIVE_INFINITY : along.weight * (factor?.(along.arc, 0) ?? 1)
    const seeds = this.departures(from, factor)
    const ends = this.arrivals(to)
    const goal = { lon: to.lon * 1e7, lat: to.lat * 1e7 }
    const found = this.search.to(seeds, ends, goal, { factor, penalty })
    const end = ends[found]
    const state = end?.state ?? -1
    const total =
      end === undefined ? Number.POSITIVE_INFINITY : (this.search.weight[state] as number) + end.weight
    if (along !== null && direct <= total && direct < Number.POSITIVE_INFINITY)
      return { from, to, arcs: [along.arc], weight: direct, seconds: along.seconds }
    if (end === undefined) return null
    return {
      from,
      to,
      arcs: [...this.search.arcsTo(state), end.arc],
      weight: total,
      seconds: (this.search.seconds[state] as number) + end.seconds,
    }
  }

  /** Returns the states that are reached first from a place. */
  departures(place: OnEdge, factor: SearchRules['factor'] = null): RouteSeed[] {
    return this.#travels.departures(place).flatMap((seed) => {
      const times = factor?.(seed.arc, 0) ?? 1
      return times === Number.POSITIVE_INFINITY ? [] : [this.#seed(seed, times)]
    })
  }

  /** Returns the states from which a place is reached last. */
  arrivals(place: OnEdge): RouteSeed[] {
    return this.#travels.arrivals(place).map((seed) => this.#seed(seed, 1))
  }

  #seed(
    { state, seconds: weight, metres, arc }: ReturnType<Travels['departures']>[number],
    factor: number,
  ): RouteSeed {
    const whole = this.costs.weight[arc] as number
    const seconds = (this.costs.seconds[arc] as number) * (weight / whole)
    return { state, weight: weight * factor, seconds, metres, arc }
  }

  #along(from: OnEdge, to: OnEdge) {
    const along = this.#travels.along(from, to, null)
    if (along === null) return null
    const arc = 2 * from.edge + (to.fraction >= from.fraction ? 0 : 1)
    const share = Math.abs(to.fraction - from.fraction)
    if (this.costs.weight[arc] === 0) return null
    return { arc, weight: along.seconds, seconds: share * (this.costs.seconds[arc] as number) }
  }
}

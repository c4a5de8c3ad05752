/**
 * Loops of a wished length or time. A loop goes out to a turning point in some direction, on to a second one and
 * back. Three searches give the lengths of the three stretches for every second point at once, so that one is
 * found whose loop has the wished length; used ways are dear for the later stretches.
 */
import type { Snap } from '../network/snap.ts'
import type { Conditions, Leg, ProfileEngine, RouteEngine } from './engine.ts'
import type { RouteSearch, RouteSeed, SearchRules } from './search.ts'

export interface LoopWish {
  readonly by: 'metres' | 'seconds'
  readonly value: number
}

export interface FoundLoop {
  readonly leg: Leg
  /** (value − wished) / wished. */
  readonly error: number
  /** Share of the length that is walked twice. */
  readonly repeated: number
  readonly edges: ReadonlySet<number>
}

const DIRECTIONS = 8
/** Share of the loop up to the first turning point. */
const OUT = { least: 0.24, most: 0.36 }
const MAX_ERROR = 0.03
/** Candidates are nearer, because the exact length is known only afterwards. */
const NEAR_ERROR = 0.022
/** How much dearer used ways are for the later stretches. */
const USED_COST = 5
/** Second turning points that are looked at in full, for each first one. */
const TRIED = 12
const MAX_SHARED = 0.6
const COUNT = 3

/** Returns up to three loops of different shapes, those with the least repetition first. */
export function findLoops(
  engine: RouteEngine,
  profile: ProfileEngine,
  start: Snap,
  wish: LoopWish,
  conditions: Conditions,
): FoundLoop[] {
  const finder = new LoopFinder(engine, profile, start, wish, conditions)
  const found = finder.turningPoints().flatMap((state) => finder.loopOver(state) ?? [])
  found.sort((a, b) => costOf(a) - costOf(b))
  const { edgeMetres } = engine.graph
  const chosen: FoundLoop[] = []
  for (const most of [MAX_SHARED, 0.8])
    for (const loop of found)
      if (chosen.length < COUNT && chosen.every((one) => shared(loop, one, edgeMetres) <= most))
        chosen.push(loop)
  return chosen
}

const costOf = ({ repeated, leg, error }: FoundLoop): number =>
  3 * repeated + leg.weight / Math.max(1, leg.seconds) / 10 + Math.abs(error)

function shared(a: FoundLoop, b: FoundLoop, edgeMetres: Float32Array): number {
  let [both, total] = [0, 0]
  for (const edge of a.edges) {
    total += edgeMetres[edge] as number
    if (b.edges.has(edge)) both += edgeMetres[edge] as number
  }
  return total === 0 ? 1 : both / total
}

class LoopFinder {
  readonly #engine: RouteEngine
  readonly #profile: ProfileEngine
  readonly #start: Snap
  readonly #wish: LoopWish
  readonly #rules: SearchRules
  readonly #out: RouteSearch
  readonly #on: RouteSearch
  readonly #back: RouteSearch
  /** Largest weight of a stretch. */
  readonly #limit: number

  constructor(
    engine: RouteEngine,
    profile: ProfileEngine,
    start: Snap,
    wish: LoopWish,
    conditions: Conditions,
  ) {
    this.#engine = engine
    this.#profile = profile
    this.#start = start
    this.#wish = wish
    const speed = profile.metresPerSecond
    const seconds = wish.by === 'seconds' ? wish.value : wish.value / speed
    this.#rules = { factor: profile.steadyFactor(conditions, seconds) ?? null }
    const [out, on, back] = profile.loopSearches()
    this.#out = out
    this.#on = on
    this.#back = back
    this.#limit = 0.8 * seconds
    this.#out.around(this.#profile.departures(start, this.#rules.factor ?? null), {
      ...this.#rules,
      limit: OUT.most * 1.6 * seconds,
    })
  }

  /** Returns states at about a third of the wished length, one in each direction that has one. */
  turningPoints(): number[] {
    const { graph } = this.#engine
    const { stateNode, plainStates } = this.#profile.costs.arcs
    const lengths = this.#out[this.#wish.by]
    const best = new Map<number, { state: number; cost: number }>()
    for (const state of this.#out.reached) {
      const share = (lengths[state] as number) / this.#wish.value
      if (state >= plainStates || share < OUT.least || share > OUT.most) continue
      const node = stateNode[state] as number
      const east = (graph.nodeLon[node] as number) / 1e7 - this.#start.lon
      const north = (graph.nodeLat[node] as number) / 1e7 - this.#start.lat
      const shrunk = east * Math.cos((this.#start.lat * Math.PI) / 180)
      const angle = Math.atan2(shrunk, north) / (2 * Math.PI) + 1
      const sector = Math.floor(angle * DIRECTIONS) % DIRECTIONS
      // Pleasant ways that lead away.
      const cost = (this.#out.weight[state] as number) / Math.max(1e-6, Math.hypot(shrunk, north))
      if (cost < (best.get(sector)?.cost ?? Number.POSITIVE_INFINITY)) best.set(sector, { state, cost })
    }
    return [...best.values()].map(({ state }) => state)
  }

  /** Returns the best loop over a first turning point; null if none has the wished length. */
  loopOver(turning: number): FoundLoop | null {
    const { graph } = this.#engine
    const first = this.#out.arcsTo(turning)
    const penalty = new Float32Array(graph.edgeCount).fill(1)
    for (const arc of first) penalty[arc >> 1] = USED_COST
    const rules = { ...this.#rules, penalty, limit: this.#limit }
    const arc = this.#out.arc[turning] as number
    this.#on.around([{ state: turning, weight: 0, seconds: 0, metres: 0, arc }], rules)
    const home = this.#profile.arrivals(this.#start).map((seed): RouteSeed => {
      const returns = seed.arc === ((first[0] as number) ^ 1)
      return returns ? { ...seed, weight: seed.weight * USED_COST } : seed
    })
    this.#back.around(home, { ...rules, reverse: true })
    let best: FoundLoop | null = null
    for (const state of this.#secondPoints(turning)) {
      const loop = this.#loopOf([...first, ...this.#on.arcsTo(state).slice(1), ...this.#back.arcsFrom(state)])
      if (Math.abs(loop.error) > MAX_ERROR) continue
      if (best === null || costOf(loop) < costOf(best)) best = loop
    }
    return best
  }

  /** Returns second turning points whose loops have the wished length, on the lightest ways, apart. */
  #secondPoints(turning: number): number[] {
    const by = this.#wish.by
    const [out, on, back] = [this.#out[by], this.#on[by], this.#back[by]]
    const found: { state: number; cost: number }[] = []
    for (const state of this.#on.reached) {
      if (this.#back.weight[state] === Number.POSITIVE_INFINITY) continue
      const [there, home] = [on[state] as number, back[state] as number]
      const total = (out[turning] as number) + there + home
      if (Math.abs(total / this.#wish.value - 1) > NEAR_ERROR) continue
      // A stretch that is short makes no shape.
      const short = Math.max(0, 0.2 - Math.min(there, home) / this.#wish.value)
      const weight = (this.#on.weight[state] as number) + (this.#back.weight[state] as number)
      found.push({ state, cost: (weight / (there + home)) * (1 + 4 * short) })
    }
    found.sort((a, b) => a.cost - b.cost)
    const step = Math.max(1, Math.floor(found.length / (4 * TRIED)))
    return found
      .filter((_, n) => n % step === 0)
      .slice(0, TRIED)
      .map(({ state }) => state)
  }

  #loopOf(arcs: readonly number[]): FoundLoop {
    const { edgeMetres } = this.#engine.graph
    const { weight, seconds } = this.#profile.costs
    const start = this.#start
    const share = (n: number, arc: number) => {
      const along = arc & 1 ? 1 - start.fraction : start.fraction
      return n === 0 ? 1 - along : n === arcs.length - 1 ? along : 1
    }
    const sum = { metres: 0, seconds: 0, weight: 0 }
    const used = new Map<number, number>()
    let repeated = 0
    for (const [n, arc] of arcs.entries()) {
      const part = share(n, arc)
      const metres = part * (edgeMetres[arc >> 1] as number)
      sum.metres += metres
      sum.seconds += part * (seconds[arc] as number)
      sum.weight += part * (weight[arc] as number)
      // Out of the first edge and into it from its other end are different parts of it.
      const isApart = n === arcs.length - 1 && arc === arcs[0]
      const before = used.get(arc >> 1)
      if (before !== undefined && !isApart) repeated += Math.min(before, metres)
      used.set(arc >> 1, metres)
    }
    return {
      leg: { from: start, to: start, arcs, weight: sum.weight, seconds: sum.seconds },
      error: sum[this.#wish.by] / this.#wish.value - 1,
      repeated: sum.metres === 0 ? 0 : repeated / sum.metres,
      edges: new Set(used.keys()),
    }
  }
}

/**
 * A* over the arcs of a profile: weights add up, and the seconds and metres along the best way with them, so
 * that an arc can be judged by the time at which it is reached. Keeps its arrays between runs.
 */
import { Buckets } from '../network/buckets.ts'
import { type Plane, planeOf } from '../network/plane.ts'
import type { RouteCosts } from './costs.ts'
import type { RouteGraph } from './graph.ts'

export interface RouteSeed {
  readonly state: number
  readonly weight: number
  readonly seconds: number
  readonly metres: number
  readonly arc: number
}

export interface SearchRules {
  readonly reverse?: boolean
  /** The factor of an arc's weight when it is reached after some seconds; Infinity where it is closed then. */
  readonly factor?: ((arc: number, seconds: number) => number) | null
  /** Factor of each edge. */
  readonly penalty?: Float32Array | null
  /** Largest weight to settle. */
  readonly limit?: number
}

const NONE = -1
/** A plane of metres is this exact over a network. */
const PLANE_ERROR = 0.98
/** Largest factor that is expected on an arc, for the size of the queue. */
const MAX_FACTOR = 24

export class RouteSearch {
  readonly costs: RouteCosts
  readonly weight: Float64Array
  readonly seconds: Float64Array
  readonly metres: Float64Array
  /** The state before (after, in reverse) on the best way; -1 at a seed. */
  readonly parent: Int32Array
  readonly arc: Int32Array
  readonly #graph: RouteGraph
  readonly #key: Float64Array
  readonly #queue: Buckets
  readonly #touched: Int32Array
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #plane: Plane
  #count = 0
  #settled = 0
  #goal: { readonly x: number; readonly y: number; readonly perMetre: number } | null = null

  constructor(graph: RouteGraph, costs: RouteCosts) {
    const states = costs.arcs.stateNode.length
    this.#graph = graph
    this.costs = costs
    this.weight = new Float64Array(states).fill(Number.POSITIVE_INFINITY)
    this.seconds = new Float64Array(states)
    this.metres = new Float64Array(states)
    this.parent = new Int32Array(states).fill(NONE)
    this.arc = new Int32Array(states)
    this.#key = new Float64Array(states)
    this.#touched = new Int32Array(states)
    const longest = costs.weight.reduce((most, cost) => Math.max(most, cost), 0)
    this.#queue = new Buckets(this.#key, longest * MAX_FACTOR + 10)
    const plane = planeOf(graph)
    this.#plane = plane
    this.#x = Float64Array.from(costs.arcs.stateNode, (node) => plane.x(graph.nodeLon[node] ?? 0))
    this.#y = Float64Array.from(costs.arcs.stateNode, (node) => plane.y(graph.nodeLat[node] ?? 0))
  }

  /** Number of times that the last run settled a state. */
  get settled(): number {
    return this.#settled
  }

  /** States that the last run reached. */
  get reached(): Int32Array {
    return this.#touched.subarray(0, this.#count)
  }

  /**
   * Searches from seeds to the best of some ends, whose weight is added; returns its number, -1 if none is
   * reached. `goal` is the place of the ends in degrees × 10⁷.
   */
  to(
    seeds: readonly RouteSeed[],
    ends: readonly RouteSeed[],
    goal: { readonly lon: number; readonly lat: number },
    rules: SearchRules,
  ): number {
    const { perMetre } = this.costs
    this.#goal = {
      x: this.#plane.x(goal.lon),
      y: this.#plane.y(goal.lat),
      perMetre: perMetre * PLANE_ERROR,
    }
    this.#begin(seeds)
    let best = Number.POSITIVE_INFINITY
    let found = -1
    const take = (state: number) => {
      for (const [n, end] of ends.entries()) {
        if (end.state !== state) continue
        const factor = rules.factor?.(end.arc, this.seconds[state] as number) ?? 1
        const penalty = rules.penalty?.[end.arc >> 1] ?? 1
        const total = (this.weight[state] as number) + end.weight * factor * penalty
        if (total >= best) continue
        best = total
        found = n
      }
    }
    const wanted = new Set(ends.map(({ state }) => state))
    while (this.#queue.least < best) {
      const state = this.#settle(rules)
      if (wanted.has(state)) take(state)
    }
    return found
  }

  /** Searches from seeds in all directions. */
  around(seeds: readonly RouteSeed[], rules: SearchRules): void {
    this.#goal = null
    this.#begin(seeds)
    const limit = rules.limit ?? Number.MAX_VALUE
    while (this.#queue.least <= limit) this.#settle(rules)
  }

  /** Returns the arcs from a seed's to the one that reaches a state. */
  arcsTo(end: number): number[] {
    return this.arcsFrom(end).reverse()
  }

  /** Returns the arcs from a state on to the one of its seed, after a search in reverse. */
  arcsFrom(begin: number): number[] {
    const arcs: number[] = []
    for (let state = begin; state !== NONE; state = this.parent[state] as number)
      arcs.push(this.arc[state] as number)
    return arcs
  }

  #begin(seeds: readonly RouteSeed[]): void {
    const touched = this.reached
    const keys = seeds.map(({ state, weight }) => weight + this.#left(state))
    this.#queue.clear(touched, Math.max(0, ...keys))
    for (const state of touched) this.weight[state] = Number.POSITIVE_INFINITY
    this.#count = 0
    this.#settled = 0
    for (const { state, weight, seconds, metres, arc } of seeds)
      if (weight < (this.weight[state] as number)) this.#reach(state, weight, seconds, metres, NONE, arc)
  }

  /** Least weight from a state to the goal. */
  #left(state: number): number {
    if (this.#goal === null) return 0
    const dx = (this.#x[state] as number) - this.#goal.x
    const dy = (this.#y[state] as number) - this.#goal.y
    return Math.sqrt(dx * dx + dy * dy) * this.#goal.perMetre
  }

  #settle({ reverse = false, factor = null, penalty = null }: SearchRules): number {
    const { arcs, weight: weights, seconds: times } = this.costs
    const first = reverse ? arcs.firstIn : arcs.firstOut
    const ends = reverse ? arcs.tail : arcs.head
    const numbers = reverse ? arcs.inArc : arcs.outArc
    const state = this.#queue.take()
    this.#settled++
    const [weight, seconds] = [this.weight[state] as number, this.seconds[state] as number]
    const metres = this.metres[state] as number
    const end = first[state + 1] as number
    for (let at = first[state] as number; at < end; at++) {
      const next = ends[at] as number
      const arc = numbers[at] as number
      let total = weights[arc] as number
      if (weight + total >= (this.weight[next] as number)) continue
      if (factor !== null) total *= factor(arc, seconds)
      if (penalty !== null) total *= penalty[arc >> 1] as number
      total += weight
      if (total >= (this.weight[next] as number)) continue
      const length = this.#graph.edgeMetres[arc >> 1] as number
      this.#reach(next, total, seconds + (times[arc] as number), metres + length, state, arc)
    }
    return state
  }

  #reach(state: number, weight: number, seconds: number, metres: number, parent: number, arc: number): void {
    if (this.weight[state] === Number.POSITIVE_INFINITY) this.#touched[this.#count++] = state
    this.weight[state] = weight
    this.seconds[state] = seconds
    this.metres[state] = metres
    this.parent[state] = parent
    this.arc[state] = arc
    this.#key[state] = weight + this.#left(state)
    this.#queue.add(state)
  }
}

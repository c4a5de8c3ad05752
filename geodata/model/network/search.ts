/**
 * Dijkstra's search over the states of one profile, forward or reverse. A search keeps its arrays between
 * runs and clears only what the last run changed. Run one at a time.
 */
import { Buckets } from './buckets.ts'
import type { NetworkGraph, ProfileGraph } from './graph.ts'

/** An initial state, with the seconds and metres to reach it. */
export interface Seed {
  readonly state: number
  readonly seconds: number
  readonly metres: number
  /** The arc that led to the state (forward) or leaves it (reverse). */
  readonly arc: number
}

export interface RunOptions {
  readonly reverse: boolean
  /** Flags of closed edges, and the bit that closes one for this profile. */
  readonly closed?: Uint8Array | null
  readonly bit?: number
  /** Limit in seconds. */
  readonly limit?: number
  /** The run ends when all of them are settled. */
  readonly targets?: Iterable<number>
}

const NONE = -1

export class Search {
  readonly graph: ProfileGraph
  readonly seconds: Float64Array
  readonly metres: Float32Array
  /** The previous (forward) or next (reverse) state on the best route; -1 at a seed. */
  readonly parent: Int32Array
  /** The arc between both, or that of the seed. */
  readonly arc: Int32Array
  readonly #edgeMetres: Float32Array
  readonly #queue: Buckets
  readonly #wanted: Uint8Array
  #touched: Int32Array
  #touchedCount = 0
  #settled = 0

  constructor(network: Pick<NetworkGraph, 'edgeMetres'>, graph: ProfileGraph) {
    const states = graph.stateNode.length
    this.graph = graph
    this.#edgeMetres = network.edgeMetres
    this.seconds = new Float64Array(states).fill(Number.POSITIVE_INFINITY)
    this.metres = new Float32Array(states)
    this.parent = new Int32Array(states).fill(NONE)
    this.arc = new Int32Array(states)
    this.#queue = new Buckets(
      this.seconds,
      graph.outCost.reduce((longest, cost) => Math.max(longest, cost), 0),
    )
    this.#wanted = new Uint8Array(states)
    this.#touched = new Int32Array(states)
  }

  /** Number of times that the last run settled a state. */
  get settled(): number {
    return this.#settled
  }

  /** Clears the last run and begins from the seeds. */
  begin(seeds: readonly Seed[]): void {
    const touched = this.#touched.subarray(0, this.#touchedCount)
    this.#queue.clear(
      touched,
      seeds.reduce((farthest, { seconds }) => Math.max(farthest, seconds), 0),
    )
    for (const state of touched) this.seconds[state] = Number.POSITIVE_INFINITY
    this.#touchedCount = 0
    this.#settled = 0
    for (const { state, seconds, metres, arc } of seeds) this.#reach(state, seconds, metres, NONE, arc)
  }

  /** Runs to the end, the limit or the last target. Times above the limit, or of no target then, may be too long. */
  run(seeds: readonly Seed[], options: RunOptions): void {
    this.begin(seeds)
    const wanted = this.#wanted
    let left = options.targets === undefined ? Number.POSITIVE_INFINITY : 0
    for (const state of options.targets ?? []) {
      if (wanted[state] === 0) left++
      wanted[state] = 1
    }
    let end = options.limit ?? Number.MAX_VALUE
    for (let least = this.#queue.least; left > 0 && least <= end; least = this.#queue.least) {
      const state = this.settleNext(options)
      if (wanted[state] === 0) continue
      wanted[state] = 0
      left--
      // Others of the same second may still lower the last ones.
      if (left === 0) {
        left = Number.POSITIVE_INFINITY
        end = least
      }
    }
    for (const state of options.targets ?? []) wanted[state] = 0
  }

  /** Lower bound of the seconds of the next state to be settled. */
  get least(): number {
    return this.#queue.least
  }

  /** Settles one of the nearest states and returns it; it is settled again if its seconds decrease. Call it while `least` is finite. */
  settleNext({ reverse, closed = null, bit = 0 }: RunOptions): number {
    const { graph, seconds: best } = this
    const first = reverse ? graph.firstIn : graph.firstOut
    const ends = reverse ? graph.tail : graph.head
    const costs = reverse ? graph.inCost : graph.outCost
    const arcs = reverse ? graph.inArc : graph.outArc
    const state = this.#queue.take()
    this.#settled++
    const seconds = best[state] as number
    const metres = this.metres[state] as number
    const end = first[state + 1] as number
    for (let at = first[state] as number; at < end; at++) {
      const next = ends[at] as number
      const total = seconds + (costs[at] as number)
      if (total >= (best[next] as number)) continue
      const arc = arcs[at] as number
      if (closed !== null && ((closed[arc >> 1] as number) & bit) !== 0) continue
      this.#reach(next, total, metres + (this.#edgeMetres[arc >> 1] as number), state, arc)
    }
    return state
  }

  #reach(state: number, seconds: number, metres: number, parent: number, arc: number): void {
    const before = this.seconds[state] as number
    if (seconds >= before) return
    if (before === Number.POSITIVE_INFINITY) this.#touched[this.#touchedCount++] = state
    this.seconds[state] = seconds
    this.metres[state] = metres
    this.parent[state] = parent
    this.arc[state] = arc
    this.#queue.add(state)
  }
}

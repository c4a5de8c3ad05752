/** Times and routes between places on edges. */
import type { NetworkGraph, ProfileGraph } from './graph.ts'
import { Search, type Seed } from './search.ts'
import type { Snap } from './snap.ts'

/** A place on the network: an edge and the fraction along it. */
export type OnEdge = Pick<Snap, 'edge' | 'fraction'>

export interface Travel {
  readonly seconds: number
  readonly metres: number
}

/** Closed edges, with a bit for each profile. */
export interface Closed {
  readonly flags: Uint8Array
  readonly bit: number
}

/** Returns the remaining part of an arc from a place on its edge, in travel direction (0 along the line). */
const left = (direction: number, fraction: number) => (direction === 0 ? 1 - fraction : fraction)

/** Returns the costs of both directions of an edge from plain states; 0 for impassable ones. */
function costOf(graph: ProfileGraph, arc: number): number {
  const place = graph.placeOfArc[arc] as number
  return place === 0 ? 0 : (graph.outCost[place - 1] as number)
}

const isClosed = (closed: Closed | null, edge: number) =>
  closed !== null && ((closed.flags[edge] as number) & closed.bit) !== 0

export class Travels {
  readonly graph: ProfileGraph
  readonly #network: Pick<NetworkGraph, 'edgeMetres'>
  #lazy: Search | undefined
  #opposite: Search | undefined
  readonly #tails: Uint32Array

  constructor(network: Pick<NetworkGraph, 'edgeMetres'>, graph: ProfileGraph) {
    this.#network = network
    this.graph = graph
    this.#tails = tailsOf(graph)
  }

  get #search(): Search {
    this.#lazy ??= new Search(this.#network, this.graph)
    return this.#lazy
  }

  /** From every source to one target, by one reverse search. Null if unreachable. */
  toOne(
    sources: readonly (OnEdge | null)[],
    target: OnEdge,
    closed: Closed | null = null,
  ): (Travel | null)[] {
    return this.#fromSearch(sources, target, closed, true)
  }

  /** From one source to every target, by one search. */
  fromOne(
    source: OnEdge,
    targets: readonly (OnEdge | null)[],
    closed: Closed | null = null,
  ): (Travel | null)[] {
    return this.#fromSearch(targets, source, closed, false)
  }

  /** From every source to every target, by one search for each of the smaller set. Rows are sources. */
  matrix(
    sources: readonly (OnEdge | null)[],
    targets: readonly (OnEdge | null)[],
    closed: Closed | null = null,
  ): (Travel | null)[][] {
    if (sources.length <= targets.length)
      return sources.map((source) =>
        source === null ? targets.map(() => null) : this.fromOne(source, targets, closed),
      )
    const columns = targets.map((target) =>
      target === null ? sources.map(() => null) : this.toOne(sources, target, closed),
    )
    return sources.map((_, row) => columns.map((column) => column[row] ?? null))
  }

  #fromSearch(
    others: readonly (OnEdge | null)[],
    one: OnEdge,
    closed: Closed | null,
    reverse: boolean,
  ): (Travel | null)[] {
    const search = this.#search
    const ends = others.map((other) => {
      if (other === null || isClosed(closed, other.edge)) return []
      return reverse ? this.departures(other) : this.arrivals(other)
    })
    if (isClosed(closed, one.edge)) return others.map(() => null)
    const seeds = reverse ? this.arrivals(one) : this.departures(one)
    search.run(seeds, {
      ...options(closed, reverse),
      targets: ends.flatMap((list) => list.map(({ state }) => state)),
    })
    return others.map((other, n) => {
      if (other === null) return null
      let best = this.along(reverse ? other : one, reverse ? one : other, closed)
      for (const { state, seconds, metres } of ends[n] ?? []) {
        const total = seconds + (search.seconds[state] as number)
        if (total < (best?.seconds ?? Number.POSITIVE_INFINITY))
          best = { seconds: total, metres: metres + (search.metres[state] as number) }
      }
      return best
    })
  }

  /** Returns the states that are reached first from a place. */
  departures({ edge, fraction }: OnEdge): Seed[] {
    return [0, 1].flatMap((direction) => {
      const arc = 2 * edge + direction
      const place = this.graph.placeOfArc[arc] as number
      if (place === 0) return []
      return [this.#seed(this.graph.head[place - 1] as number, arc, left(direction, fraction))]
    })
  }

  /** Returns the states from which a place is reached last. */
  arrivals({ edge, fraction }: OnEdge): Seed[] {
    return [0, 1].flatMap((direction) => {
      const arc = 2 * edge + direction
      if (this.graph.placeOfArc[arc] === 0) return []
      return this.#tailsOfArc(arc).map((tail) => this.#seed(tail, arc, 1 - left(direction, fraction)))
    })
  }

  /** Returns the travel between two places on one edge. */
  along(from: OnEdge, to: OnEdge, closed: Closed | null): Travel | null {
    if (from.edge !== to.edge || isClosed(closed, from.edge)) return null
    const share = Math.abs(to.fraction - from.fraction)
    const cost = costOf(this.graph, 2 * from.edge + (to.fraction >= from.fraction ? 0 : 1))
    if (cost === 0 && share > 0) return null
    return { seconds: share * cost, metres: share * (this.#network.edgeMetres[from.edge] as number) }
  }

  #seed(state: number, arc: number, share: number): Seed {
    const metres = share * (this.#network.edgeMetres[arc >> 1] as number)
    return { state, arc, metres, seconds: share * costOf(this.graph, arc) }
  }

  /** Returns the states that an arc leaves: a plain one, and those within turns. */
  #tailsOfArc(arc: number): number[] {
    const { placeOfArc, turnPlaces, outArc } = this.graph
    const tails = [this.#tails[(placeOfArc[arc] as number) - 1] as number]
    let [low, high] = [0, turnPlaces.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((outArc[turnPlaces[middle] as number] as number) < arc) low = middle + 1
      else high = middle
    }
    for (; low < turnPlaces.length && outArc[turnPlaces[low] as number] === arc; low++)
      tails.push(this.#tails[turnPlaces[low] as number] as number)
    return tails
  }

  /**
   * Returns the best route as arcs, by bidirectional search. The first arc begins at `from`, the last ends at
   * `to`; null if there is none.
   */
  route(
    from: OnEdge,
    to: OnEdge,
    closed: Closed | null = null,
  ): (Travel & { readonly arcs: readonly number[] }) | null {
    if (isClosed(closed, from.edge) || isClosed(closed, to.edge)) return null
    this.#opposite ??= new Search(this.#network, this.graph)
    const [forward, backward] = [this.#search, this.#opposite]
    forward.begin(this.departures(from))
    backward.begin(this.arrivals(to))
    const direct = this.along(from, to, closed)
    let best = direct?.seconds ?? Number.POSITIVE_INFINITY
    let meeting = -1
    while (forward.least + backward.least < best) {
      const isForward = forward.least <= backward.least
      const [one, other] = isForward ? [forward, backward] : [backward, forward]
      const state = one.settleNext(options(closed, !isForward))
      const total = (one.seconds[state] as number) + (other.seconds[state] as number)
      if (total >= best) continue
      best = total
      meeting = state
    }
    if (meeting === -1) {
      if (direct === null) return null
      return { ...direct, arcs: [2 * from.edge + (to.fraction >= from.fraction ? 0 : 1)] }
    }
    const metres = (forward.metres[meeting] as number) + (backward.metres[meeting] as number)
    return {
      seconds: best,
      metres,
      arcs: [...arcsTo(forward, meeting).reverse(), ...arcsTo(backward, meeting)],
    }
  }
}

const options = (closed: Closed | null, reverse: boolean) => ({
  reverse,
  closed: closed?.flags ?? null,
  bit: closed?.bit ?? 0,
})

/** Returns the arcs from a state back to the seed of its search, that of the seed last. */
function arcsTo({ arc, parent }: Search, end: number): number[] {
  const arcs: number[] = []
  for (let state = end; state !== -1; state = parent[state] as number) arcs.push(arc[state] as number)
  return arcs
}

function tailsOf({ firstOut }: ProfileGraph): Uint32Array {
  const tails = new Uint32Array(firstOut.at(-1) ?? 0)
  for (let state = 0; state < firstOut.length - 1; state++)
    tails.fill(state, firstOut[state] as number, firstOut[state + 1] as number)
  return tails
}

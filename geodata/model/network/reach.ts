/** How long the walk to the nearest of many ways is, from any place. */
import { type NetworkGraph, type ProfileGraph, profileBit } from './graph.ts'
import { Search, type Seed } from './search.ts'
import { type Closed, type OnEdge, Travels } from './times.ts'

/**
 * Returns a function that tells the seconds from a place on the network to the nearest edge that `isGoal` accepts,
 * by one reverse search; infinite beyond `limit` seconds. Closed edges are neither goals nor used.
 */
export function secondsToNearest(
  network: NetworkGraph,
  profile: ProfileGraph,
  isGoal: (edge: number) => boolean,
  { closed = null, limit }: { readonly closed?: Closed | null; readonly limit: number },
): (place: OnEdge) => number {
  const isOpen = (edge: number) => closed === null || ((closed.flags[edge] as number) & closed.bit) === 0
  const isPassable = (edge: number) =>
    profile.placeOfArc[2 * edge] !== 0 || profile.placeOfArc[2 * edge + 1] !== 0
  const seeds: Seed[] = []
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (!isGoal(edge) || !isOpen(edge) || !isPassable(edge)) continue
    // The first states are the nodes.
    for (const state of [network.edgeFrom[edge] as number, network.edgeTo[edge] as number])
      seeds.push({ state, seconds: 0, metres: 0, arc: 2 * edge })
  }
  const search = new Search(network, profile)
  search.run(seeds, {
    ...{ reverse: true, limit, closed: closed?.flags ?? null },
    bit: closed?.bit ?? profileBit(network, 'foot'),
  })
  const travels = new Travels(network, profile)
  return (place) => {
    if (isGoal(place.edge)) return 0
    const ways = travels.departures(place)
    const times = ways.map(({ state, seconds }) => seconds + (search.seconds[state] as number))
    const least = Math.min(...times, Number.POSITIVE_INFINITY)
    return least <= limit ? least : Number.POSITIVE_INFINITY
  }
}

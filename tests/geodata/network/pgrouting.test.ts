/**
 * Times and weights on the real extract beside pgRouting's, with the same costs: all profiles of patrols and of
 * people, barriers, turn restrictions and closures. SHUANGXI_ROUTING_PAIRS asks for more pairs than 40 for each
 * profile of patrols and 10 for two of people, and for all of people.
 */
import { beforeAll, expect, it, type TestContext } from 'vitest'
import { runImport } from '../../../geodata/import/import.ts'
import { networkFromBytes } from '../../../geodata/model/network/bytes.ts'
import {
  type NetworkGraph,
  type ProfileGraph,
  profileBit,
  profileGraph,
} from '../../../geodata/model/network/graph.ts'
import { Search } from '../../../geodata/model/network/search.ts'
import { routesFromBytes } from '../../../geodata/model/routes/bytes.ts'
import { routeProfiles } from '../../../geodata/model/routes/codes.ts'
import { RouteEngine } from '../../../geodata/model/routes/engine.ts'
import { ACCESS, accessOf } from '../../../geodata/model/routes/graph.ts'
import { buildFromDatabase } from '../../../geodata/network/build.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { sharedData } from '../../environment/shared-data.ts'
import { pgrSeconds, storeEdges, storeRestrictions, storeTurns } from './pgrouting.ts'

const ASKED = process.env.SHUANGXI_ROUTING_PAIRS
const PAIRS = Number(ASKED ?? 40)
const PEOPLE_PAIRS = Number(ASKED ?? 10)
/** One with turn restrictions, and one that most barriers stop. */
const PEOPLE = ASKED === undefined ? (['ride', 'wheelchair'] as const) : routeProfiles
const CLOSED = 1500
const EXTRACT = 'osm/westlake_10km.osm.pbf'

let seed = 20261130
const random = (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return Math.floor((seed / 2 ** 31) * below)
}

/** Random pairs of nodes of a profile's network, and closed edges. */
function randomTask(
  network: Pick<NetworkGraph, 'edgeFrom'>,
  graph: ProfileGraph,
  count: number,
  closures: number,
) {
  const open = [...graph.connected.keys()].filter((edge) => graph.connected[edge] === 1)
  const edge = () => open[random(open.length)] as number
  const node = () => network.edgeFrom[edge()] as number
  const pairs = Array.from({ length: count }, () => [node(), node()] as const).filter(([a, b]) => a !== b)
  return { pairs, closed: Array.from({ length: closures }, edge) }
}

/** The states in which a node is reached. */
function statesOf(graph: ProfileGraph): (node: number) => readonly number[] {
  const states = new Map<number, number[]>()
  for (const [state, node] of graph.stateNode.entries())
    if (state === node || state >= graph.plainStates) states.set(node, [...(states.get(node) ?? []), state])
  return (node) => states.get(node) ?? []
}

describeOnPostgis({ name: 'costs beside pgRouting', needs: [`data/${EXTRACT}`] }, (db) => {
  let network: NetworkGraph
  let engine: RouteEngine | undefined

  beforeAll(async () => {
    const { rows } = await db().query("select from pg_available_extensions where name = 'pgrouting'")
    if (rows.length === 0) return
    await db().query('create extension pgrouting')
    await runImport(db(), { file: sharedData(EXTRACT), as: 'roads' })
    const built = await buildFromDatabase(db())
    network = networkFromBytes(built.network)
    engine = new RouteEngine(routesFromBytes(built.routes))
  }, 600_000)

  const needed = (context: TestContext): RouteEngine =>
    engine ?? context.skip('pgRouting is not installed: apt-get install postgresql-15-pgrouting')

  it('are the same for patrols', { timeout: 1_800_000 }, async (context) => {
    needed(context)
    expect(network.report.turns).toBeGreaterThan(20)
    for (const { id } of network.profiles) {
      const graph = profileGraph(network, id)
      await storeEdges(db(), network, graph)
      const restrictions = await storeRestrictions(db(), network)
      expect(restrictions).toBeGreaterThan(20)
      if (id === 'foot') await db().query('delete from pgr_restrictions')
      await storeTurns(db())
      const ends = statesOf(graph)
      for (const closures of [0, CLOSED]) {
        const { pairs, closed } = randomTask(network, graph, PAIRS, closures)
        const theirs = await pgrSeconds(db(), pairs, closed)
        const flags = new Uint8Array(network.edgeCount)
        const bit = profileBit(network, id)
        for (const edge of closed) flags[edge] = bit
        const search = new Search(network, graph)
        const ours = pairs.map(([from, to]) => {
          search.run([{ state: from, seconds: 0, metres: 0, arc: 0 }], { reverse: false, closed: flags, bit })
          return Math.min(...ends(to).map((state) => search.seconds[state] as number))
        })
        expectSame(`${id} ${closures}`, pairs, ours, theirs, closures === 0 ? 0.98 : 0.2)
      }
    }
  })

  it('are the same for people', { timeout: 1_800_000 }, async (context) => {
    const routes = needed(context)
    for (const id of PEOPLE) {
      const { costs, search } = routes.profile(id, [])
      await storeEdges(db(), network, costs.arcs)
      await storeRestrictions(db(), network, { exempt: ['bicycle'], takes: rides(routes) })
      if (id !== 'ride') await db().query('delete from pgr_restrictions')
      await storeTurns(db())
      const ends = statesOf(costs.arcs)
      const { pairs, closed } = randomTask(network, costs.arcs, PEOPLE_PAIRS, CLOSED / 5)
      const theirs = await pgrSeconds(db(), pairs, closed)
      const isClosed = new Uint8Array(network.edgeCount)
      for (const edge of closed) isClosed[edge] = 1
      const ours = pairs.map(([from, to]) => {
        const goal = { lon: network.nodeLon[to] as number, lat: network.nodeLat[to] as number }
        const factor = (arc: number) => (isClosed[arc >> 1] === 1 ? Number.POSITIVE_INFINITY : 1)
        const none = { weight: 0, seconds: 0, metres: 0, arc: 0 }
        // The goal itself costs nothing more: its arc is never taken.
        const last = ends(to).map((state) => ({ ...none, state, arc: 2 * openEdge(isClosed) }))
        const found = search.to([{ ...none, state: from }], last, goal, { factor })
        return found < 0 ? Number.POSITIVE_INFINITY : (search.weight[last[found]?.state as number] as number)
      })
      expectSame(id, pairs, ours, theirs, 0.5)
    }
  })
})

const openEdge = (isClosed: Uint8Array): number => isClosed.indexOf(0)

/** Restrictions bind a bicycle only where it is ridden on all of their ways. */
function rides({ graph }: RouteEngine): (path: readonly number[]) => boolean {
  const ride = routeProfiles.indexOf('ride')
  const mayRide = (edge: number, direction: number) =>
    accessOf(graph.wayAccess[graph.edgeWay[edge] as number] as number, ride, direction) === ACCESS
  return (path) =>
    path.every((edge, n) => {
      const [other, isLast] =
        n + 1 < path.length ? [path[n + 1] as number, false] : [path[n - 1] as number, true]
      const ends = [graph.edgeFrom[other], graph.edgeTo[other]]
      // Towards the edge that follows, or away from the one before.
      const meetsAtEnd = ends.includes(graph.edgeTo[edge])
      return mayRide(edge, meetsAtEnd === isLast ? 1 : 0)
    })
}

function expectSame(
  name: string,
  pairs: readonly (readonly [from: number, to: number])[],
  ours: readonly number[],
  theirs: readonly number[],
  leastReached: number,
): void {
  const wrong = pairs.flatMap(([from, to], n) => {
    const [own, wanted] = [ours[n] as number, theirs[n] as number]
    const isSame = own === wanted || Math.abs(own - wanted) < 1e-6 * wanted
    return isSame ? [] : [`${name} ${from} → ${to}: ${own}, pgRouting ${wanted}`]
  })
  expect(wrong).toEqual([])
  expect(ours.filter(Number.isFinite).length).toBeGreaterThan(leastReached * pairs.length)
}

/**
 * The thread that builds the networks: it receives pages of ways, then the other parts, asks for heights, and
 * returns the bytes of both, and the costs of profiles that are asked for.
 */
import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { RouteAvoid, RouteProfileId } from '../model/answers/route-plan.ts'
import { networkOf, type Stamp } from '../model/network/build.ts'
import { networkToBytes } from '../model/network/bytes.ts'
import { nodeWays } from '../model/network/noding.ts'
import { resolveTurns } from '../model/network/turns.ts'
import type { NetworkWay } from '../model/network/way.ts'
import { buildRoutes, type FlatColumns } from '../model/routes/build.ts'
import { routesFromBytes, routesToBytes } from '../model/routes/bytes.ts'
import { type RouteCosts, routeCosts } from '../model/routes/costs.ts'
import type { RouteGraph } from '../model/routes/graph.ts'
import { type HeightPlaces, heightPlaces, withHeights } from '../model/routes/heights.ts'
import type { WayPage } from './read.ts'
import { inputOfRows, type PartRows, wayOfRow } from './rows.ts'

/** Heights in decimetres at the places that the thread asked for, and where they come from. */
export interface Heights {
  readonly decimetres: Int16Array
  readonly sources: readonly string[]
}

/** A profile with what it avoids. */
export type RouteWish = readonly [profile: RouteProfileId, avoid: readonly RouteAvoid[]]

/** The routes network decoded, and the costs of some profiles on it. */
export interface ReadyRoutes {
  readonly graph: RouteGraph
  readonly costs: readonly (readonly [avoid: readonly RouteAvoid[], costs: RouteCosts])[]
}

export type BuildMessage =
  | { readonly page: WayPage }
  | { readonly parts: PartRows; readonly stamp: Stamp }
  | { readonly heights: Heights; readonly ahead: readonly RouteWish[] }

/** The first answer asks for heights: longitudes and latitudes, alternating. */
export type BuildAnswer =
  | { readonly asks: Float64Array }
  | { readonly network: ArrayBuffer; readonly routes: ArrayBuffer; readonly ready: ReadyRoutes | null }

const ways: NetworkWay[] = []
let built: { network: ArrayBuffer; flat: FlatColumns; places: HeightPlaces; builtAt: string } | undefined

function build(parts: PartRows, stamp: Stamp): Float64Array {
  const input = inputOfRows(ways, parts)
  const noding = nodeWays(input)
  const turns = resolveTurns(input.turns, noding)
  const network = networkToBytes(networkOf(input, noding, turns, stamp))
  const flat = buildRoutes(noding, input, turns)
  const places = heightPlaces(flat)
  built = { network, flat, places, builtAt: stamp.builtAt }
  return places.lonLat
}

function readyRoutes(routes: ArrayBuffer, ahead: readonly RouteWish[]): ReadyRoutes | null {
  if (ahead.length === 0) return null
  const graph = routesFromBytes(routes)
  return { graph, costs: ahead.map(([profile, avoid]) => [avoid, routeCosts(graph, profile, avoid)]) }
}

function digest(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

parentPort?.on('message', (message: BuildMessage) => {
  const answer = (value: BuildAnswer, moved: ArrayBuffer[] = []) => parentPort?.postMessage(value, moved)
  if ('page' in message) {
    for (const row of message.page.rows) ways.push(wayOfRow(row, message.page.kind))
  } else if ('parts' in message) {
    answer({ asks: build(message.parts, message.stamp) })
  } else if (built !== undefined) {
    const { network, flat, places, builtAt } = built
    const { decimetres, sources } = message.heights
    const routes = routesToBytes(withHeights(flat, places, decimetres, sources), builtAt, digest)
    answer({ network, routes, ready: readyRoutes(routes, message.ahead) }, [network, routes])
  }
})

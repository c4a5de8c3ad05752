/** Small networks of routes from ways, heights and barriers, built and read as bytes like the real one. */

import type { RouteRequest } from '../../../../geodata/model/answers/route-plan.ts'
import { nodeWays } from '../../../../geodata/model/network/noding.ts'
import { resolveTurns } from '../../../../geodata/model/network/turns.ts'
import type { NetworkInput, NetworkWay, WayTags } from '../../../../geodata/model/network/way.ts'
import { buildRoutes } from '../../../../geodata/model/routes/build.ts'
import { routesFromBytes, routesToBytes } from '../../../../geodata/model/routes/bytes.ts'
import { RouteEngine } from '../../../../geodata/model/routes/engine.ts'
import { NO_HEIGHT } from '../../../../geodata/model/routes/graph.ts'
import { heightPlaces, withHeights } from '../../../../geodata/model/routes/heights.ts'

type Place = readonly [lon: number, lat: number]
type Height = (lon: number, lat: number) => number | null

interface Details {
  readonly name?: string
  readonly class?: string
  readonly surface?: string
  readonly lit?: boolean | null
  readonly hours?: string | null
  readonly widthM?: number | null
  readonly kind?: NetworkWay['kind']
  readonly isOffGround?: boolean
  readonly tags?: WayTags
}

let rows = 0

export function way(places: readonly Place[], details: Details = {}): NetworkWay {
  const { name = null, lit = null, hours = null, widthM = null, tags = {}, isOffGround = false } = details
  rows++
  return {
    key: `way/${rows}`,
    kind: details.kind ?? 'road',
    row: rows,
    class: details.class ?? 'footway',
    name,
    surface: details.surface ?? 'asphalt',
    oneway: false,
    level: isOffGround ? 1 : 0,
    maxSpeed: null,
    tags,
    coordinates: places.flat(),
    nodes: places.map(nodeAt),
    details: { nameEn: null, lit, hours, widthM, isOffGround, isGreenway: false },
  }
}

/** A node number of its own for each place. */
export const nodeAt = ([lon, lat]: Place): number => Math.round(lon * 1e6) * 1_000_000 + Math.round(lat * 1e5)

export function bytesOf(input: Partial<NetworkInput>, height: Height = () => null): ArrayBuffer {
  const whole = { ways: [], barriers: [], squares: [], turns: [], ...input }
  const noding = nodeWays(whole)
  const flat = buildRoutes(noding, whole, resolveTurns(whole.turns, noding))
  const places = heightPlaces(flat)
  const heights = Int16Array.from({ length: places.lonLat.length / 2 }, (_, n) => {
    const metres = height(places.lonLat[2 * n] as number, places.lonLat[2 * n + 1] as number)
    return metres === null ? NO_HEIGHT : Math.round(10 * metres)
  })
  const columns = withHeights(flat, places, heights, ['hand-made'])
  return routesToBytes(columns, '2026-11-30T00:00:00Z', (parts) => String(parts.length))
}

export const engineOf = (ways: readonly NetworkWay[], more: Partial<NetworkInput> = {}, height?: Height) =>
  new RouteEngine(routesFromBytes(bytesOf({ ways, ...more }, height)))

/** About 100 m east and north of a corner by Qingshan Lake. */
export const at = (east: number, north: number): [number, number] => [
  Math.round((119.77 + 0.001038 * east) * 1e6) / 1e6,
  Math.round((30.24 + 0.000899 * north) * 1e6) / 1e6,
]

export const asked = (from: Place, to: Place, more: Partial<RouteRequest> = {}): RouteRequest => ({
  from: [...from],
  to: [...to],
  via: [],
  profile: 'walk',
  depart: '2026-11-30T10:00:00+08:00',
  avoid: [],
  at_night: 'avoid',
  alternatives: 0,
  reorder: false,
  ...more,
})

/** Describes a trip as the answer of a plan. */
import type { PlannedRoute, RouteData } from '../answers/route-plan.ts'
import { memo } from '../memo.ts'
import type { Snap } from '../network/snap.ts'
import { NOISE_M, riseOf } from '../relief/climb.ts'
import type { RouteCosts } from './costs.ts'
import type { RouteEngine } from './engine.ts'
import { HEIGHT_STEP_M, LIT_UNKNOWN, type RouteGraph } from './graph.ts'
import { type Night, nightAt } from './night.ts'
import { instant, partsOf, tenth } from './parts.ts'
import { lineOf, piecesOf, type TripPoint } from './trip.ts'
import type { Trip } from './trips.ts'
import { turnsOf } from './turns.ts'
import { darkMetres, warningsOf } from './warnings.ts'

export interface Stop {
  readonly snap: Snap
  /** Number of the place in the request. */
  readonly asked: number
}

const ASCENT_METHOD = `heights every ${HEIGHT_STEP_M} m or less along ways, straight over bridges and through tunnels; rises below ${NOISE_M} m are left out`

export function describeTrip(
  engine: RouteEngine,
  costs: RouteCosts,
  trip: Trip,
  stops: readonly Stop[],
  depart: number,
): Omit<PlannedRoute, 'why' | 'shared'> {
  const { graph, hours } = engine
  const pieces = piecesOf(graph, costs, trip.legs)
  const line = lineOf(graph, pieces)
  const last = pieces.at(-1)
  const start = stops[0]?.snap
  const night = nightAt(depart, start?.lon ?? 0, start?.lat ?? 0)
  const described = { graph, hours, profile: costs.profile, pieces, line, depart, night }
  const seconds = last?.toS ?? 0
  return {
    geometry: { type: 'LineString', coordinates: coordinatesOf(line) },
    length_m: tenth(last?.toM ?? 0),
    duration_s: Math.round(seconds),
    arrive: instant(depart + 1000 * seconds),
    ...climbOf(line),
    ascent_method: ASCENT_METHOD,
    stops: stops.map(({ snap, asked }, n) => {
      const before = pieces.findLast(({ leg }) => leg === n - 1)
      return {
        lon: micro(snap.lon),
        lat: micro(snap.lat),
        at_m: tenth(before?.toM ?? 0),
        arrive: instant(depart + 1000 * (before?.toS ?? 0)),
        gap_m: tenth(snap.gapMetres),
        asked,
      }
    }),
    parts: partsOf(graph, pieces, depart),
    warnings: warningsOf(described),
    turns: turnsOf(graph, pieces, line),
    night: { ...nightTimes(night), ...darkMetres(described) },
  }
}

const micro = (degrees: number): number => Math.round(1e6 * degrees) / 1e6

const nightTimes = ({ dusk, dawn }: Night) => ({
  dusk: dusk === null ? null : instant(dusk),
  dawn: dawn === null ? null : instant(dawn),
})

/** Heights are given if all are known. */
function coordinatesOf(line: readonly TripPoint[]): number[][] {
  const hasHeights = line.every(({ height }) => height !== null)
  return line.map(({ lon, lat, height }) => [
    micro(lon),
    micro(lat),
    ...(hasHeights ? [tenth(height as number)] : []),
  ])
}

function climbOf(line: readonly TripPoint[]): Pick<PlannedRoute, 'ascent_m' | 'descent_m'> {
  const heights = line.flatMap(({ height }) => (height === null ? [] : [height]))
  if (heights.length < line.length) return { ascent_m: null, descent_m: null }
  return { ascent_m: tenth(riseOf(heights)), descent_m: tenth(riseOf(heights.toReversed())) }
}

/** Returns the share of the length of all ways whose light is known. */
const lightKnownShare = memo((graph: RouteGraph): number => {
  let [sum, total] = [0, 0]
  for (const [edge, metres] of graph.edgeMetres.entries()) {
    total += metres
    if (graph.wayLit[graph.edgeWay[edge] as number] !== LIT_UNKNOWN) sum += metres
  }
  return total === 0 ? 0 : Math.round((1000 * sum) / total) / 1000
}, new WeakMap<RouteGraph, number>())

export const dataOf = ({ graph }: RouteEngine, closures: number): RouteData => ({
  version: graph.version,
  built_at: graph.builtAt,
  closures,
  heights: [...graph.heightSources],
  light_known_share: lightKnownShare(graph),
})

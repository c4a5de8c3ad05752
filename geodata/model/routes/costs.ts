/** The costs of a profile on every arc, from the columns of the routes network. */
import type { RouteAvoid, RouteProfileId } from '../answers/route-plan.ts'
import type { ProfileGraph } from '../network/graph.ts'
import { profileOf } from '../network/states.ts'
import { routeProfiles } from './codes.ts'
import {
  ACCESS,
  accessOf,
  GREENWAY,
  LIT_NO,
  LIT_UNKNOWN,
  NO_ACCESS,
  NO_HEIGHT,
  PRIVATE,
  PUSH,
  RAMP,
  type RouteGraph,
  routeClasses,
  surfaceCodes,
} from './graph.ts'
import {
  AVOIDED_COST,
  GREENWAY_COST,
  PRIVATE_COST,
  type ProfileRule,
  PUSH_COST,
  PUSHING,
  profileRules,
  UNKNOWN_LIGHT_COST,
  UNLIT_COST,
  unpaved,
  WHEELCHAIR_MAX_RISE,
} from './rules.ts'

export interface RouteCosts {
  readonly profile: RouteProfileId
  /** Travel time of each arc in seconds; 0 for impassable ones. */
  readonly seconds: Float32Array
  /** What a search adds up: seconds, more where a way is disliked. */
  readonly weight: Float32Array
  /** Factor of the weight in the dark, for each way. */
  readonly darkFactor: Float32Array
  /** Arcs in rows, whose costs are the weights. */
  readonly arcs: ProfileGraph<RouteProfileId>
  /** No arc weighs less for each metre. */
  readonly perMetre: number
}

/** Shorter distances between heights say nothing about slopes. */
const SLOPE_FROM_M = 8

export function routeCosts(
  graph: RouteGraph,
  profile: RouteProfileId,
  avoid: readonly RouteAvoid[],
): RouteCosts {
  const seconds = new Float32Array(2 * graph.edgeCount)
  const weight = new Float32Array(2 * graph.edgeCount)
  const ways = Array.from(graph.wayKind, (_, way) => costOfWay(graph, way, profile, new Set(avoid)))
  let perMetre = Number.POSITIVE_INFINITY
  for (let arc = 0; arc < weight.length; arc++) {
    const edge = arc >> 1
    const cost = ways[graph.edgeWay[edge] as number]?.[arc & 1]
    if (!cost) continue
    const { time, factor } = slopes(graph, arc, cost)
    if (time === Number.POSITIVE_INFINITY) continue
    // No edge costs 0; otherwise a search could loop.
    seconds[arc] = Math.max(0.001, time)
    weight[arc] = Math.max(0.001, time * factor * cost.factor)
    const metres = graph.edgeMetres[edge] as number
    if (metres > 0) perMetre = Math.min(perMetre, (weight[arc] as number) / metres)
  }
  const number = routeProfiles.indexOf(profile)
  const blocked = graph.barriers.filter(({ passes }) => (passes & (1 << number)) === 0)
  return {
    ...{ profile, seconds, weight },
    darkFactor: Float32Array.from(graph.wayLit, (lit) =>
      lit === LIT_NO ? UNLIT_COST : lit === LIT_UNKNOWN ? UNKNOWN_LIGHT_COST : 1,
    ),
    perMetre: Number.isFinite(perMetre) ? perMetre : 0,
    arcs: profileOf(profile, graph, {
      costs: Float64Array.from(weight),
      blocked: new Set(blocked.map(({ node }) => node)),
      paths: profile === 'ride' ? graph.forbidden : [],
    }),
  }
}

interface WayCost {
  readonly rule: ProfileRule
  /** km/h on the flat. */
  readonly speed: number
  readonly factor: number
  /** Whether slopes change the speed; steps have their own. */
  readonly isSloped: boolean
  readonly avoidsSteep: boolean
  readonly maxRise: number
}

/** Returns the costs along a way and against it; null where the profile may not pass. */
function costOfWay(
  graph: RouteGraph,
  way: number,
  profile: RouteProfileId,
  avoid: ReadonlySet<RouteAvoid>,
): readonly (WayCost | null)[] {
  const rule = profileRules[profile]
  const flags = graph.wayFlags[way] as number
  const surface = surfaceCodes[graph.waySurface[way] as number] ?? 'unknown'
  const isSquare = graph.wayKind[way] === 2
  const roadClass = routeClasses[graph.wayClass[way] as number] ?? 'footway'
  const isSteps = isStepsWay(graph, way)
  const isUnpaved = unpaved.has(surface)
  const needsNoSteps = profile === 'wheelchair' || profile === 'pushchair'
  const common =
    (rule.surfaces[surface] ?? 1) *
    (isSquare ? 1 : (rule.classes[roadClass] ?? 1)) *
    (flags & GREENWAY ? GREENWAY_COST : 1) *
    (flags & PRIVATE ? PRIVATE_COST : 1) *
    (isSteps && !(flags & RAMP && needsNoSteps) ? rule.stepsCost : 1) *
    (isSteps && avoid.has('steps') ? AVOIDED_COST : 1) *
    (isUnpaved && avoid.has('unpaved') ? AVOIDED_COST : 1)
  const isImpassable = profile === 'wheelchair' && surface === 'earth' && avoid.has('unpaved')
  return [0, 1].map((direction) => {
    const access = accessOf(graph.wayAccess[way] as number, routeProfiles.indexOf(profile), direction)
    if (access === NO_ACCESS || isImpassable) return null
    return {
      rule,
      speed: isSteps ? rule.steps : access === PUSH ? PUSHING : rule.flat,
      factor: common * (access === PUSH ? PUSH_COST : 1),
      isSloped: !isSteps && access === ACCESS,
      avoidsSteep: avoid.has('steep'),
      maxRise:
        profile === 'wheelchair' && avoid.has('steep') ? WHEELCHAIR_MAX_RISE : Number.POSITIVE_INFINITY,
    }
  })
}

export const isStepsWay = (graph: RouteGraph, way: number): boolean =>
  routeClasses[graph.wayClass[way] as number] === 'steps' && graph.wayKind[way] !== 2

/** Returns the seconds of an arc on its slopes, and the factor of its steep parts. */
function slopes(
  graph: RouteGraph,
  arc: number,
  { rule, speed, isSloped, avoidsSteep, maxRise }: WayCost,
): { readonly time: number; readonly factor: number } {
  const edge = arc >> 1
  const metres = graph.edgeMetres[edge] as number
  const flat = (3.6 * metres) / speed
  const [first, last] = [graph.firstHeight[edge] as number, (graph.firstHeight[edge + 1] as number) - 1]
  const step = metres / Math.max(1, last - first)
  if (!isSloped || step < SLOPE_FROM_M) return { time: flat, factor: 1 }
  let [time, cost] = [0, 0]
  for (let at = first; at < last; at++) {
    const [a, b] = [graph.height[at] as number, graph.height[at + 1] as number]
    const isKnown = a !== NO_HEIGHT && b !== NO_HEIGHT
    const rise = isKnown ? ((arc & 1 ? a - b : b - a) * 0.1) / step : 0
    if (Math.abs(rise) > maxRise) return { time: Number.POSITIVE_INFINITY, factor: 1 }
    const part = (3.6 * step) / (speed * rule.slope(rise))
    const isSteep = Math.abs(rise) * 100 >= rule.steepPercent
    time += part
    cost += part * (isSteep ? rule.steepCost * (avoidsSteep ? AVOIDED_COST : 1) : 1)
  }
  return { time, factor: cost / time }
}

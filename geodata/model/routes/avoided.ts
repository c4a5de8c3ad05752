/** Whether an arc has what is avoided on request. */
import type { RouteAvoid, RouteProfileId } from '../answers/route-plan.ts'
import { isStepsWay } from './costs.ts'
import { NO_HEIGHT, type RouteGraph, surfaceCodes } from './graph.ts'
import { profileRules, unpaved } from './rules.ts'

export function isAvoided(
  graph: RouteGraph,
  arc: number,
  profile: RouteProfileId,
  avoided: RouteAvoid,
): boolean {
  const way = graph.edgeWay[arc >> 1] as number
  if (avoided === 'steps') return isStepsWay(graph, way)
  if (avoided === 'unpaved') return unpaved.has(surfaceCodes[graph.waySurface[way] as number] ?? 'unknown')
  return steepestPercent(graph, arc >> 1) >= profileRules[profile].steepPercent
}

/** Returns the steepest slope of an edge in percent, 0 if it is unknown. */
function steepestPercent(graph: RouteGraph, edge: number): number {
  const [first, last] = [graph.firstHeight[edge] as number, (graph.firstHeight[edge + 1] as number) - 1]
  const step = (graph.edgeMetres[edge] as number) / Math.max(1, last - first)
  let steepest = 0
  for (let at = first; at < last; at++) {
    const [a, b] = [graph.height[at] as number, graph.height[at + 1] as number]
    if (a !== NO_HEIGHT && b !== NO_HEIGHT) steepest = Math.max(steepest, Math.abs(b - a) / step)
  }
  return 10 * steepest
}

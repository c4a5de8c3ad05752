/** Builds the line of a route. */
import { UNITS_PER_DEGREE } from './geometry.ts'
import type { NetworkGraph } from './graph.ts'
import type { Snap } from './snap.ts'

/**
 * Returns longitudes and latitudes in degrees along arcs, from a position on the first to one on the last.
 */
export function pathLine(
  network: NetworkGraph,
  arcs: readonly number[],
  from: Snap,
  to: Snap,
): [lon: number, lat: number][] {
  const line: [number, number][] = [[from.lon, from.lat]]
  for (const [n, arc] of arcs.entries()) {
    const isFirst = n === 0
    const isLast = n === arcs.length - 1
    const start = isFirst ? along(arc, from.fraction) : 0
    const end = isLast ? along(arc, to.fraction) : 1
    line.push(...pointsWithin(network, arc, start, end))
  }
  line.push([to.lon, to.lat])
  return line.filter(([lon, lat], n) => n === 0 || lon !== line[n - 1]?.[0] || lat !== line[n - 1]?.[1])
}

/** Converts a fraction of the edge to one of the arc. */
const along = (arc: number, fraction: number) => (arc & 1 ? 1 - fraction : fraction)

/** Returns the points of an arc between two of its fractions. */
function pointsWithin(
  { firstPoint, pointLon, pointLat }: NetworkGraph,
  arc: number,
  start: number,
  end: number,
): [number, number][] {
  const edge = arc >> 1
  const points: [number, number][] = []
  for (let point = firstPoint[edge] as number; point < (firstPoint[edge + 1] as number); point++)
    points.push([
      (pointLon[point] as number) / UNITS_PER_DEGREE,
      (pointLat[point] as number) / UNITS_PER_DEGREE,
    ])
  if (arc & 1) points.reverse()
  if (start === 0 && end === 1) return points
  const shrink = Math.cos(((points[0]?.[1] ?? 0) * Math.PI) / 180)
  const lengths = points.map(([lon, lat], n) => {
    const before = points[n - 1]
    return before === undefined ? 0 : Math.hypot((lon - before[0]) * shrink, lat - before[1])
  })
  const total = lengths.reduce((sum, length) => sum + length, 0)
  let walked = 0
  return points.filter((_, n) => {
    walked += lengths[n] ?? 0
    return total > 0 && walked / total > start && walked / total < end
  })
}

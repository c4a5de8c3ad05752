/** Lengths of edges, computed from the rounded positions, so that server and browser agree. */
import { metresBetween, UNITS_PER_DEGREE } from '../network/geometry.ts'
import type { RouteColumns } from './graph.ts'

type Lines = Pick<RouteColumns, 'edgeCount' | 'firstPoint' | 'pointLon' | 'pointLat'>

/** Returns the metres between the points of an edge. */
export function pointLengths({ firstPoint, pointLon, pointLat }: Lines, edge: number): number[] {
  const lengths: number[] = []
  const degrees = (values: Int32Array, point: number) => (values[point] as number) / UNITS_PER_DEGREE
  for (let point = firstPoint[edge] as number; point < (firstPoint[edge + 1] as number) - 1; point++)
    lengths.push(
      metresBetween(
        degrees(pointLon, point),
        degrees(pointLat, point),
        degrees(pointLon, point + 1),
        degrees(pointLat, point + 1),
      ),
    )
  return lengths
}

/** Returns the metres of all edges. */
export function edgeLengths(lines: Lines): Float32Array {
  const metres = new Float32Array(lines.edgeCount)
  for (let edge = 0; edge < lines.edgeCount; edge++)
    metres[edge] = pointLengths(lines, edge).reduce((sum, length) => sum + length, 0)
  return metres
}

/** Heights along the edges of the routes network: where to ask for them, and how bridges get theirs. */
import { UNITS_PER_DEGREE } from '../network/geometry.ts'
import type { FlatColumns } from './build.ts'
import { HEIGHT_STEP_M, NO_HEIGHT, OFF_GROUND, type RouteColumns } from './graph.ts'
import { edgeLengths, pointLengths } from './lengths.ts'

/** Alternating longitude and latitude, degrees. */
export interface HeightPlaces {
  /** Nodes first, then the places within edges. */
  readonly lonLat: Float64Array
  readonly firstHeight: Uint32Array
}

/** Returns where heights are needed: at nodes, and along edges at most 25 m apart. */
export function heightPlaces(columns: FlatColumns): HeightPlaces {
  const { nodeCount, edgeCount, nodeLon, nodeLat } = columns
  const metres = edgeLengths(columns)
  const firstHeight = new Uint32Array(edgeCount + 1)
  const lonLat: number[] = []
  for (let node = 0; node < nodeCount; node++)
    lonLat.push((nodeLon[node] ?? 0) / UNITS_PER_DEGREE, (nodeLat[node] ?? 0) / UNITS_PER_DEGREE)
  for (let edge = 0; edge < edgeCount; edge++) {
    const intervals = Math.max(1, Math.ceil((metres[edge] as number) / HEIGHT_STEP_M))
    firstHeight[edge + 1] = (firstHeight[edge] as number) + intervals + 1
    for (let n = 1; n < intervals; n++) lonLat.push(...placeAlong(columns, edge, n / intervals))
  }
  return { lonLat: Float64Array.from(lonLat), firstHeight }
}

/** Returns the position at a fraction of an edge, in degrees. */
function placeAlong(columns: FlatColumns, edge: number, fraction: number): [lon: number, lat: number] {
  const { firstPoint, pointLon, pointLat } = columns
  const first = firstPoint[edge] as number
  const lengths = pointLengths(columns, edge)
  const wanted = fraction * lengths.reduce((sum, length) => sum + length, 0)
  let walked = 0
  for (const [n, length] of lengths.entries()) {
    if (walked + length < wanted && n < lengths.length - 1) {
      walked += length
      continue
    }
    const share = length === 0 ? 0 : Math.min(1, (wanted - walked) / length)
    const between = (values: Int32Array) =>
      ((values[first + n] as number) +
        share * ((values[first + n + 1] as number) - (values[first + n] as number))) /
      UNITS_PER_DEGREE
    return [between(pointLon), between(pointLat)]
  }
  return [(pointLon[first] ?? 0) / UNITS_PER_DEGREE, (pointLat[first] ?? 0) / UNITS_PER_DEGREE]
}

/**
 * Adds heights to the columns. `asked` has the heights of `heightPlaces` in decimetres. Bridges and tunnels get
 * straight slopes between their ends, because the ground is not where they are.
 */
export function withHeights(
  columns: FlatColumns,
  { firstHeight }: HeightPlaces,
  asked: Int16Array,
  heightSources: readonly string[],
): RouteColumns {
  const { edgeCount, edgeFrom, edgeTo, edgeWay, wayFlags, nodeCount } = columns
  const nodes = asked.slice(0, nodeCount)
  bridgeNodes(columns, nodes)
  const height = new Int16Array(firstHeight[edgeCount] ?? 0)
  let inner = nodeCount
  for (let edge = 0; edge < edgeCount; edge++) {
    const [first, last] = [firstHeight[edge] as number, (firstHeight[edge + 1] as number) - 1]
    const a = nodes[edgeFrom[edge] as number] as number
    const b = nodes[edgeTo[edge] as number] as number
    const isOffGround = ((wayFlags[edgeWay[edge] as number] as number) & OFF_GROUND) !== 0
    height[first] = a
    height[last] = b
    for (let at = first + 1; at < last; at++, inner++) {
      const straight =
        a === NO_HEIGHT || b === NO_HEIGHT
          ? NO_HEIGHT
          : Math.round(a + ((at - first) / (last - first)) * (b - a))
      height[at] = isOffGround ? straight : (asked[inner] as number)
    }
  }
  return { ...columns, firstHeight, height, heightSources }
}

const ROUNDS = 60

/** Nodes that only bridges and tunnels meet: means of their neighbours, weighted by distance, until settled. */
function bridgeNodes(columns: FlatColumns, nodes: Int16Array): void {
  const { edgeCount, edgeFrom, edgeTo, edgeWay, wayFlags, nodeCount } = columns
  const onGround = new Uint8Array(nodeCount)
  const isOff = (edge: number) => ((wayFlags[edgeWay[edge] as number] as number) & OFF_GROUND) !== 0
  const off: number[] = []
  for (let edge = 0; edge < edgeCount; edge++) {
    if (isOff(edge)) off.push(edge)
    else for (const node of [edgeFrom[edge] as number, edgeTo[edge] as number]) onGround[node] = 1
  }
  const metres = edgeLengths(columns)
  const exact = Float64Array.from(nodes)
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Map<number, { height: number; weight: number }>()
    for (const edge of off) {
      const [from, to] = [edgeFrom[edge] as number, edgeTo[edge] as number]
      for (const [node, other] of [
        [from, to],
        [to, from],
      ] as const) {
        if (onGround[node] === 1 || exact[other] === NO_HEIGHT) continue
        const weight = 1 / Math.max(1, metres[edge] as number)
        const sum = sums.get(node) ?? { height: 0, weight: 0 }
        sum.height += weight * (exact[other] as number)
        sum.weight += weight
        sums.set(node, sum)
      }
    }
    for (const [node, { height, weight }] of sums) exact[node] = height / weight
  }
  for (let node = 0; node < nodeCount; node++) nodes[node] = Math.round(exact[node] as number)
}

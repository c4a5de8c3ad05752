/** A trip along legs: its pieces with their metres and seconds, and its line with heights. */
import { UNITS_PER_DEGREE } from '../network/geometry.ts'
import type { RouteCosts } from './costs.ts'
import type { Leg } from './engine.ts'
import { NO_HEIGHT, type RouteGraph } from './graph.ts'
import { pointLengths } from './lengths.ts'

/** A whole or partial arc of a trip. */
export interface Piece {
  readonly arc: number
  readonly way: number
  /** Fractions of the arc, in its direction. */
  readonly start: number
  readonly end: number
  /** From the beginning of the trip. */
  readonly fromM: number
  readonly toM: number
  /** Seconds from the departure, at its beginning and end. */
  readonly fromS: number
  readonly toS: number
  /** Number of its leg. */
  readonly leg: number
}

export interface TripPoint {
  readonly lon: number
  readonly lat: number
  /** Metres; null if unknown. */
  readonly height: number | null
  readonly atM: number
}

/** Shorter pieces are left out. */
const NOTHING_M = 0.05

/** Returns the pieces of legs in their order. */
export function piecesOf(graph: RouteGraph, costs: RouteCosts, legs: readonly Leg[]): Piece[] {
  const pieces: Piece[] = []
  let [metres, seconds] = [0, 0]
  for (const [leg, { arcs, from, to }] of legs.entries()) {
    for (const [n, arc] of arcs.entries()) {
      const start = n === 0 ? inDirection(arc, from.fraction) : 0
      const end = n === arcs.length - 1 ? inDirection(arc, to.fraction) : 1
      const share = Math.max(0, end - start)
      // A stop at a node takes nothing of the edge that it was found on.
      if (share * (graph.edgeMetres[arc >> 1] as number) < NOTHING_M && arcs.length > 1) continue
      const [fromM, fromS] = [metres, seconds]
      metres += share * (graph.edgeMetres[arc >> 1] as number)
      seconds += share * (costs.seconds[arc] as number)
      const way = graph.edgeWay[arc >> 1] as number
      pieces.push({ arc, way, start, end, fromM, toM: metres, fromS, toS: seconds, leg })
    }
  }
  return pieces
}

/** Converts a fraction of the edge to one of the arc. */
const inDirection = (arc: number, fraction: number): number => (arc & 1 ? 1 - fraction : fraction)

/** Returns the line of pieces: their points, and places between where heights are known. */
export function lineOf(graph: RouteGraph, pieces: readonly Piece[]): TripPoint[] {
  const line: TripPoint[] = []
  for (const piece of pieces) {
    for (const point of pointsOf(graph, piece)) {
      const before = line.at(-1)
      if (before && Math.abs(before.lon - point.lon) < 1e-9 && Math.abs(before.lat - point.lat) < 1e-9)
        continue
      line.push(point)
    }
  }
  const [only] = line
  return line.length === 1 && only ? [only, only] : line
}

function pointsOf(graph: RouteGraph, { arc, start, end, fromM, toM }: Piece): TripPoint[] {
  const edge = arc >> 1
  const first = graph.firstPoint[edge] as number
  const lengths = pointLengths(graph, edge)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  /** Fractions of the edge at its points. */
  const places = [0]
  for (const length of lengths) places.push(total === 0 ? 1 : (places.at(-1) as number) + length / total)
  const intervals = (graph.firstHeight[edge + 1] as number) - (graph.firstHeight[edge] as number) - 1
  const hasHeights = graph.height[graph.firstHeight[edge] as number] !== NO_HEIGHT
  const samples = hasHeights ? Array.from({ length: intervals - 1 }, (_, n) => (n + 1) / intervals) : []
  const [low, high] = arc & 1 ? [1 - end, 1 - start] : [start, end]
  const wanted = [low, high, ...places, ...samples]
    .filter((at) => at >= low && at <= high)
    .sort((a, b) => a - b)
  const points: TripPoint[] = []
  let segment = 0
  for (const at of wanted) {
    while (segment < lengths.length - 1 && at > (places[segment + 1] as number)) segment++
    const [a, b] = [places[segment] as number, places[segment + 1] as number]
    const share = b > a ? Math.max(0, Math.min(1, (at - a) / (b - a))) : 0
    const between = (values: Int32Array) => {
      const [p, q] = [values[first + segment] as number, values[first + segment + 1] as number]
      return (p + share * (q - p)) / UNITS_PER_DEGREE
    }
    const along = end > start ? ((arc & 1 ? 1 - at : at) - start) / (end - start) : 0
    points.push({
      lon: between(graph.pointLon),
      lat: between(graph.pointLat),
      height: heightAt(graph, edge, at),
      atM: fromM + along * (toM - fromM),
    })
  }
  return arc & 1 ? points.reverse() : points
}

/** Returns metres at a fraction of an edge; null if unknown. */
export function heightAt(graph: RouteGraph, edge: number, fraction: number): number | null {
  const first = graph.firstHeight[edge] as number
  const intervals = (graph.firstHeight[edge + 1] as number) - first - 1
  const n = Math.min(intervals - 1, Math.floor(fraction * intervals))
  const [a, b] = [graph.height[first + n] as number, graph.height[first + n + 1] as number]
  if (a === NO_HEIGHT || b === NO_HEIGHT) return null
  return 0.1 * (a + (fraction * intervals - n) * (b - a))
}

/** The list of turns of a trip. */
import type { RouteTurn, turnKinds } from '../answers/route-plan.ts'
import { memo } from '../memo.ts'
import { isStepsWay } from './costs.ts'
import { FALLS, RISES, type RouteGraph } from './graph.ts'
import { heightOfPiece, isGreenway, nameOfWay, tenth } from './parts.ts'
import type { Piece, TripPoint } from './trip.ts'

type TurnKind = (typeof turnKinds)[number]

/** Directions are taken over this distance before and after a junction. */
const LOOK_M = 15
/** Degrees. */
const SLIGHT = 25
const PLAIN = 60
const SHARP = 120
const BACK = 165

export function turnsOf(
  graph: RouteGraph,
  pieces: readonly Piece[],
  line: readonly TripPoint[],
): RouteTurn[] {
  const turns: Omit<RouteTurn, 'metres'>[] = []
  const degrees = degreesOf(graph)
  const [start, end] = [line[0], line.at(-1)]
  if (start === undefined || end === undefined || pieces[0] === undefined) return []
  const place = ({ lon, lat, atM }: TripPoint) => ({ lon: round(lon), lat: round(lat), at_m: tenth(atM) })
  turns.push({ kind: 'depart', ...place(start), ...nameOfWay(graph, pieces[0].way) })
  for (const [n, piece] of pieces.entries()) {
    const before = pieces[n - 1]
    if (before === undefined) continue
    const at = pointAt(line, piece.fromM)
    const node = (piece.arc & 1 ? graph.edgeTo[piece.arc >> 1] : graph.edgeFrom[piece.arc >> 1]) as number
    const kind =
      before.leg !== piece.leg
        ? 'via'
        : kindOf(graph, before, piece, {
            angle: angleAt(line, piece.fromM),
            hasChoice: (degrees[node] as number) > 2,
          })
    if (kind !== null) turns.push({ kind, ...place(at), ...nameOfWay(graph, piece.way) })
  }
  turns.push({ kind: 'arrive', ...place(end), name: null, name_en: null })
  return turns.map((turn, n) => ({ ...turn, metres: tenth((turns[n + 1]?.at_m ?? turn.at_m) - turn.at_m) }))
}

const round = (degrees: number): number => Math.round(1e6 * degrees) / 1e6

interface Bend {
  /** Degrees, positive to the right. */
  readonly angle: number
  readonly hasChoice: boolean
}

function kindOf(graph: RouteGraph, before: Piece, after: Piece, { angle, hasChoice }: Bend): TurnKind | null {
  const isNew = (test: (graph: RouteGraph, way: number) => boolean) =>
    test(graph, after.way) && !test(graph, before.way)
  if (isNew(isStepsWay)) return stepsKind(graph, after)
  if (isNew((_, way) => graph.wayKind[way] === 2)) return 'cross_square'
  if (isNew(isGreenway)) return 'enter_greenway'
  if (isGreenway(graph, before.way) && !isGreenway(graph, after.way) && !isStepsWay(graph, before.way))
    return 'leave_greenway'
  const size = Math.abs(angle)
  const isRenamed = graph.wayName[before.way] !== graph.wayName[after.way] && graph.wayName[after.way] !== 0
  if (size < SLIGHT) return isRenamed ? 'straight' : null
  if (!hasChoice && !isRenamed) return null
  return bendKind(angle)
}

function bendKind(angle: number): TurnKind {
  const size = Math.abs(angle)
  if (size >= BACK) return 'turn_back'
  const side = angle > 0 ? 'right' : 'left'
  if (size < PLAIN) return `slight_${side}`
  return size < SHARP ? side : `sharp_${side}`
}

/** Steps go up or down by their tags, else by heights. */
function stepsKind(graph: RouteGraph, piece: Piece): TurnKind {
  const flags = graph.wayFlags[piece.way] as number
  if (flags & (RISES | FALLS))
    return ((flags & RISES) !== 0) === ((piece.arc & 1) === 0) ? 'steps_up' : 'steps_down'
  const [a, b] = [heightOfPiece(graph, piece, piece.start), heightOfPiece(graph, piece, piece.end)]
  if (a === null || b === null || Math.abs(b - a) < 0.5) return 'steps'
  return b > a ? 'steps_up' : 'steps_down'
}

/** Returns how many edges meet at each node. */
const degreesOf = memo((graph: RouteGraph): Uint8Array => {
  const counts = new Uint8Array(graph.nodeCount)
  for (const ends of [graph.edgeFrom, graph.edgeTo])
    for (const node of ends) counts[node] = Math.min(255, (counts[node] as number) + 1)
  return counts
}, new WeakMap<RouteGraph, Uint8Array>())

/** Returns the last point at or before some metres. */
function indexAt(line: readonly TripPoint[], metres: number): number {
  let [low, high] = [0, line.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((line[middle] as TripPoint).atM <= metres + 1e-6) low = middle
    else high = middle - 1
  }
  return low
}

const pointAt = (line: readonly TripPoint[], metres: number): TripPoint =>
  line[indexAt(line, metres)] as TripPoint

/** Returns the change of direction at some metres of a line, in degrees, positive to the right. */
function angleAt(line: readonly TripPoint[], metres: number): number {
  const at = between(line, metres)
  const change = bearing(at, between(line, metres + LOOK_M)) - bearing(between(line, metres - LOOK_M), at)
  return ((change + 540) % 360) - 180
}

function between(line: readonly TripPoint[], metres: number): readonly [lon: number, lat: number] {
  const n = indexAt(line, metres)
  const [a, b] = [line[n] as TripPoint, line[Math.min(line.length - 1, n + 1)] as TripPoint]
  const share = b.atM > a.atM ? Math.max(0, Math.min(1, (metres - a.atM) / (b.atM - a.atM))) : 0
  return [a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat)]
}

function bearing([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const east = (lonB - lonA) * Math.cos((latA * Math.PI) / 180)
  return (Math.atan2(east, latB - latA) * 180) / Math.PI
}

/** Why a route goes where it goes: the same trip without one reason is compared with it. */
import type { RouteRequest, RouteWhy } from '../answers/route-plan.ts'
import type { Snap } from '../network/snap.ts'
import { isAvoided } from './avoided.ts'
import { ClosedWays, type RouteClosure } from './closed-ways.ts'
import type { Conditions, RouteEngine } from './engine.ts'
import { LIT_NO } from './graph.ts'
import { instant, nameOfWay } from './parts.ts'
import { type Piece, piecesOf } from './trip.ts'
import { type Trip, tripOver } from './trips.ts'

interface Explained {
  readonly engine: RouteEngine
  readonly request: Pick<RouteRequest, 'profile' | 'avoid'>
  readonly stops: readonly Snap[]
  readonly conditions: Conditions
  readonly closures: readonly RouteClosure[]
  readonly trip: Trip
}

/** At most so many closures are explained one by one: each needs a search. */
const MAX_CLOSURES = 4

export function whyOf(explained: Explained): RouteWhy[] {
  return [...whyClosures(explained), ...whyNight(explained), ...whyAvoid(explained)]
}

/** Returns the pieces of the trip under other conditions; null if there is none. */
function piecesUnder({ engine, request, stops }: Explained, conditions: Conditions, avoid = request.avoid) {
  const profile = engine.profile(request.profile, avoid)
  const trip = tripOver(profile, stops, conditions)
  return typeof trip === 'number' ? null : { trip, pieces: piecesOf(engine.graph, profile.costs, trip.legs) }
}

/** Edges of the trip, without those that it only begins or ends at. */
function ownEdges({ engine, request, trip }: Explained): Set<number> {
  const { costs } = engine.profile(request.profile, request.avoid)
  return new Set(piecesOf(engine.graph, costs, trip.legs).map(({ arc }) => arc >> 1))
}

const extra = (trip: Trip, other: Trip): number => Math.max(0, Math.round(trip.seconds - other.seconds))

function whyClosures(explained: Explained): RouteWhy[] {
  const { engine, request, conditions, closures, trip } = explained
  const { closed, depart } = conditions
  if (closed === null) return []
  const free = piecesUnder(explained, { ...conditions, closed: null })
  if (free === null) return []
  const crossed = new Map<RouteClosure, Piece>()
  for (const piece of free.pieces) {
    const found = closed.during(piece.arc >> 1, depart + 1000 * piece.fromS, depart + 1000 * piece.toS)
    if (found !== null && !crossed.has(found)) crossed.set(found, piece)
  }
  return [...crossed].slice(0, MAX_CLOSURES).map(([closure, { way }]) => {
    const opened = new ClosedWays(engine.graph.edgeCount, closures, request.profile, new Set([closure.id]))
    const without = piecesUnder(explained, { ...conditions, closed: opened })
    // Where several closures lie behind one another, opening one alone may change nothing.
    const saved = without === null ? 0 : extra(trip, without.trip)
    return {
      kind: 'closure',
      ...nameOfWay(engine.graph, way),
      closure: closure.id,
      reason: closure.reasonZh,
      reason_en: closure.reasonEn,
      from: instant(closure.startsMs),
      until: closure.endsMs === null ? null : instant(closure.endsMs),
      extra_s: saved > 0 ? saved : extra(trip, free.trip),
    }
  })
}

const plain = { closure: null, from: null, until: null } as const

function whyNight(explained: Explained): RouteWhy[] {
  const { engine, conditions, trip } = explained
  if (conditions.night === null && !conditions.heedsHours) return []
  const free = piecesUnder(explained, { ...conditions, night: null, heedsHours: false })
  if (free === null) return []
  const own = ownEdges(explained)
  const isLeft = free.pieces.filter(({ arc }) => !own.has(arc >> 1))
  const at = ({ fromS }: Piece) => conditions.depart + 1000 * fromS
  const shut = isLeft.find((piece) => !engine.hours.isOpen(piece.arc, at(piece)))
  const dark = isLeft.find(
    (piece) => engine.graph.wayLit[piece.way] === LIT_NO && conditions.night?.isDark(at(piece)),
  )
  const found = shut ?? dark
  if (found === undefined) return []
  const reason = shut ? 'closed' : 'unlit'
  return [
    {
      kind: 'night',
      ...nameOfWay(engine.graph, found.way),
      ...plain,
      ...{ reason, reason_en: reason },
      extra_s: extra(trip, free.trip),
    },
  ]
}

function whyAvoid(explained: Explained): RouteWhy[] {
  const { engine, request, conditions, trip } = explained
  const own = ownEdges(explained)
  return request.avoid.flatMap((avoided): RouteWhy[] => {
    const rest = request.avoid.filter((one) => one !== avoided)
    const free = piecesUnder(explained, conditions, rest)
    const piece = free?.pieces.find(
      ({ arc }) => !own.has(arc >> 1) && isAvoided(engine.graph, arc, request.profile, avoided),
    )
    if (!free || !piece) return []
    return [
      {
        kind: 'avoid',
        ...nameOfWay(engine.graph, piece.way),
        ...plain,
        ...{ reason: avoided, reason_en: avoided },
        extra_s: extra(trip, free.trip),
      },
    ]
  })
}

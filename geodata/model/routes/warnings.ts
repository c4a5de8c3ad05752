/** What people should know before they take a route, with its place on it. */
import type { RouteProfileId, RouteWarning } from '../answers/route-plan.ts'
import { routeProfiles } from './codes.ts'
import { isStepsWay } from './costs.ts'
import { accessOf, LIT_NO, LIT_UNKNOWN, PUSH, RAMP, type RouteGraph, surfaceCodes } from './graph.ts'
import type { WayHours } from './hours.ts'
import type { Night } from './night.ts'
import { instant, tenth } from './parts.ts'
import { profileRules, unpaved } from './rules.ts'
import type { Piece, TripPoint } from './trip.ts'

interface Described {
  readonly graph: RouteGraph
  readonly hours: WayHours
  readonly profile: RouteProfileId
  readonly pieces: readonly Piece[]
  readonly line: readonly TripPoint[]
  /** Milliseconds since 1970. */
  readonly depart: number
  readonly night: Night
}

type Found = Omit<RouteWarning, 'from_m' | 'to_m'>

/** A way that closes this soon after it is reached is closing. */
const CLOSING_MS = 30 * 60_000

export function warningsOf(described: Described): RouteWarning[] {
  const { graph, pieces, profile, depart, night } = described
  const rule = profileRules[profile]
  const number = routeProfiles.indexOf(profile)
  const runs = new Runs()
  for (const piece of pieces) {
    const { way, fromM, toM, arc } = piece
    const add = (found: Found) => runs.add(found, fromM, toM)
    const surface = surfaceCodes[graph.waySurface[way] as number] ?? 'unknown'
    const width = (graph.wayWidth[way] as number) / 10
    if (isStepsWay(graph, way) || surface === 'stone_steps')
      add({ kind: 'steps', reason: (graph.wayFlags[way] as number) & RAMP ? 'ramp' : null, until: null })
    if (unpaved.has(surface)) add({ kind: 'unpaved', reason: surface, until: null })
    if (width > 0 && width < rule.narrowM) add({ kind: 'narrow', reason: String(width), until: null })
    if (accessOf(graph.wayAccess[way] as number, number, arc & 1) === PUSH && !isStepsWay(graph, way))
      add({ kind: 'push', reason: null, until: null })
    if (graph.wayLit[way] === LIT_NO && night.isDark(depart + 1000 * piece.toS))
      add({ kind: 'unlit', reason: null, until: night.dawn === null ? null : instant(night.dawn) })
    const hours = described.hours.ofWay(way, depart + 1000 * piece.fromS)
    const told = hours && closing(hours, depart + 1000 * piece.fromS)
    if (told) add(told)
  }
  addGates(described, runs)
  addSteep(described, rule.steepPercent, runs)
  return runs.list.sort((a, b) => a.from_m - b.from_m || a.to_m - b.to_m)
}

function closing(
  { isOpen, until, text }: { isOpen: boolean; until: number | null; text: string },
  at: number,
): Found | null {
  const told = { reason: text, until: until === null ? null : instant(until) }
  if (!isOpen) return { kind: 'closed', ...told }
  return until !== null && until - at <= CLOSING_MS ? { kind: 'closing', ...told } : null
}

const named: ReadonlySet<string> = new Set([
  ...['gate', 'swing_gate', 'sliding_gate', 'wicket_gate', 'kissing_gate', 'hampshire_gate', 'stile'],
  ...['turnstile', 'full-height_turnstile', 'chain'],
])
const namedOnWheels: ReadonlySet<string> = new Set([...named, 'cycle_barrier', 'bollard', 'block'])

function addGates({ graph, hours, profile, pieces, depart }: Described, runs: Runs): void {
  const kinds = profile === 'walk' || profile === 'run' ? named : namedOnWheels
  for (const [n, { arc, toM, toS, leg }] of pieces.entries()) {
    // Only between pieces does the trip pass a node; a stop may lie before it.
    if (pieces[n + 1] === undefined || pieces[n + 1]?.leg !== leg) continue
    const node = (arc & 1 ? graph.edgeFrom[arc >> 1] : graph.edgeTo[arc >> 1]) as number
    const barrier = graph.barrierAt.get(node)
    if (barrier === undefined) continue
    const at = depart + 1000 * toS
    const state = hours.ofNode(node, at)
    const told = state && closing(state, at)
    if (told) runs.add(told, toM, toM)
    else if (kinds.has(barrier.kind)) runs.add({ kind: 'gate', reason: barrier.kind, until: null }, toM, toM)
  }
}

/** Slopes are measured over this distance, because heights have noise. */
const SLOPE_M = 25

function addSteep({ line }: Described, steepPercent: number, runs: Runs): void {
  let from = 0
  const found: { from: number; to: number; percent: number }[] = []
  for (let to = 1; to < line.length; to++) {
    const [a, b] = [line[from] as TripPoint, line[to] as TripPoint]
    if (b.atM - a.atM < SLOPE_M && to < line.length - 1) continue
    from = to
    if (a.height === null || b.height === null || b.atM - a.atM < SLOPE_M / 2) continue
    const percent = (100 * (b.height - a.height)) / (b.atM - a.atM)
    if (Math.abs(percent) < steepPercent) continue
    const before = found.at(-1)
    if (before && before.to === a.atM && Math.sign(before.percent) === Math.sign(percent)) {
      before.to = b.atM
      if (Math.abs(percent) > Math.abs(before.percent)) before.percent = percent
    } else found.push({ from: a.atM, to: b.atM, percent })
  }
  for (const one of found)
    runs.add({ kind: 'steep', reason: String(Math.round(one.percent)), until: null }, one.from, one.to)
}

/** Warnings, joined where equal ones follow one another. */
class Runs {
  readonly list: RouteWarning[] = []
  readonly #last = new Map<string, { warning: RouteWarning; exact: number }>()

  add(found: Found, from: number, to: number): void {
    const key = `${found.kind} ${found.reason}`
    const last = this.#last.get(key)
    if (last && last.exact === from && to > from) {
      last.warning.to_m = tenth(to)
      last.exact = to
      return
    }
    const warning = { ...found, from_m: tenth(from), to_m: tenth(to) }
    this.list.push(warning)
    this.#last.set(key, { warning, exact: to })
  }
}

/** Returns the dark metres of a trip, and how many of them are without light or without a record of it. */
export function darkMetres({ graph, pieces, depart, night }: Described) {
  const sums = { dark_m: 0, unlit_m: 0, unknown_m: 0 }
  for (const { way, fromM, toM, toS } of pieces) {
    if (!night.isDark(depart + 1000 * toS)) continue
    const lit = graph.wayLit[way]
    sums.dark_m += toM - fromM
    if (lit === LIT_NO) sums.unlit_m += toM - fromM
    if (lit === LIT_UNKNOWN) sums.unknown_m += toM - fromM
  }
  return { dark_m: tenth(sums.dark_m), unlit_m: tenth(sums.unlit_m), unknown_m: tenth(sums.unknown_m) }
}

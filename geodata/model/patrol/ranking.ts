/**
 * Ranks units for an incident and chooses those that fulfil its run card, with a reason for each unit. Travel
 * times come from the road network.
 */
import type { Demand, RankedUnit, RankingReason, RunCard, Shortfall } from '../answers/patrol-ranking.ts'
import { LATE_SECONDS, LOST_SECONDS } from './freshness.ts'

/** The data of a unit that decide its rank. */
export interface Candidate {
  readonly code: string
  readonly zone_code: string | null
  readonly skills: readonly string[]
  readonly on_shift: boolean
  /** Seconds until the shift ends; null if unknown. */
  readonly shift_left_s: number | null
  readonly crew_present: number | null
  readonly crew_minimum: number | null
  readonly resting: boolean
  /** Seconds until a rest is due, negative if overdue; null without a rule. */
  readonly rest_left_s: number | null
  readonly position_age_s: number | null
  /** Number of other open incidents to which the unit is assigned. */
  readonly load: number
  /** True if the unit is already assigned to this incident. */
  readonly assigned: boolean
  readonly leads: boolean
  readonly turn_out_s: number
  /** Travel time in seconds; null if the incident cannot be reached. */
  readonly network_s: number | null
  /** Metres from the last position to the network. */
  readonly gap_m: number | null
}

interface Judgement<Unit> extends Pick<RankedUnit, 'rank' | 'seconds' | 'chosen' | 'lead' | 'reasons'> {
  readonly unit: Unit
}

export interface RankingResult<Unit> {
  /** First units already assigned, then ranked units, then units that cannot be sent; each group nearest first. */
  readonly units: readonly Judgement<Unit>[]
  readonly shortfalls: readonly Shortfall[]
}

/** A shift that ends less than this many seconds after arrival is mentioned. */
const HANDLING_S = 1800
const FAR_GAP_M = 200

const reason = (
  code: RankingReason['code'],
  weight: RankingReason['weight'],
  params: RankingReason['params'] = {},
): RankingReason => ({ code, weight, params })

/** Returns the reasons why a unit cannot be sent; empty if it can. */
function bars(unit: Candidate): RankingReason[] {
  const found: RankingReason[] = []
  const { crew_present, crew_minimum, rest_left_s, position_age_s } = unit
  if (!unit.on_shift) found.push(reason('off_shift', 'bars'))
  if (position_age_s === null) found.push(reason('position_missing', 'bars'))
  else if (position_age_s >= LOST_SECONDS)
    found.push(reason('position_old', 'bars', { seconds: Math.round(position_age_s), limit_s: LOST_SECONDS }))
  if (unit.load > 0) found.push(reason('busy', 'bars', { incidents: unit.load }))
  if (unit.resting || (rest_left_s !== null && rest_left_s <= 0))
    found.push(reason('rest_due', 'bars', { overdue_s: Math.max(0, Math.round(-(rest_left_s ?? 0))) }))
  if (crew_present !== null && crew_minimum !== null && crew_present < crew_minimum)
    found.push(reason('crew_below_minimum', 'bars', { present: crew_present, minimum: crew_minimum }))
  if (unit.network_s === null) found.push(reason('unreachable', 'bars'))
  return found
}

/** Returns remarks on a unit that can be sent. */
function notes(unit: Candidate, zone: string | null): RankingReason[] {
  const found: RankingReason[] = []
  const seconds = secondsOf(unit) ?? 0
  if (unit.zone_code !== null && zone !== null && unit.zone_code !== zone)
    found.push(reason('other_zone', 'notes', { zone: unit.zone_code }))
  if (
    unit.position_age_s !== null &&
    unit.position_age_s >= LATE_SECONDS &&
    unit.position_age_s < LOST_SECONDS
  )
    found.push(reason('position_late', 'notes', { seconds: Math.round(unit.position_age_s) }))
  if (unit.on_shift && unit.shift_left_s !== null && unit.shift_left_s < seconds + HANDLING_S)
    found.push(reason('shift_ending', 'notes', { seconds: Math.max(0, Math.round(unit.shift_left_s)) }))
  if (unit.gap_m !== null && unit.gap_m > FAR_GAP_M)
    found.push(reason('far_from_network', 'notes', { metres: Math.round(unit.gap_m) }))
  return found
}

const secondsOf = (unit: Candidate): number | null =>
  unit.network_s === null ? null : unit.turn_out_s + unit.network_s

const byTime = (a: Candidate, b: Candidate): number =>
  (secondsOf(a) ?? Number.POSITIVE_INFINITY) - (secondsOf(b) ?? Number.POSITIVE_INFINITY) ||
  (a.code < b.code ? -1 : 1)

const hasAll = (unit: Candidate, skills: readonly string[]) =>
  skills.every((skill) => unit.skills.includes(skill))

/** Ranks units for a demand; `zone` is the code of the incident's zone. */
export function rankUnits<Unit extends Candidate>(
  units: readonly Unit[],
  demand: readonly Demand[],
  zone: string | null,
): RankingResult<Unit> {
  const barred = new Map<Candidate, RankingReason[]>(
    units.map((unit) => [unit, unit.assigned ? [] : bars(unit)]),
  )
  const isBarred = (unit: Candidate) => (barred.get(unit) ?? []).length > 0
  const assigned = units.filter((unit) => unit.assigned)
  const able = units.filter((unit) => !unit.assigned && !isBarred(unit)).toSorted(byTime)
  const slots = demand.flatMap(({ count, skills }) => Array.from({ length: count }, () => skills))
  const filled = fillSlots(slots, [...assigned, ...able])
  const taken = new Set<Candidate>(filled.filter((unit) => unit !== undefined))
  const chosen = able.filter((unit) => taken.has(unit))
  const lead = assigned.some((unit) => unit.leads) ? undefined : (assigned[0] ?? chosen[0])
  const ranks = new Map(able.map((unit, n) => [unit, n + 1]))
  const rest = units.filter((unit) => isBarred(unit)).toSorted(byTime)
  return {
    units: [...assigned.toSorted(byTime), ...able, ...rest].map((unit) => ({
      unit,
      rank: ranks.get(unit) ?? null,
      seconds: secondsOf(unit),
      chosen: chosen.includes(unit),
      lead: unit === lead || (unit.assigned && unit.leads),
      reasons: [
        ...(barred.get(unit) ?? []),
        ...(isBarred(unit) ? [] : [verdict(unit, { slots, chosen })]),
        ...notes(unit, zone),
      ],
    })),
    shortfalls: shortfalls(demand, slots, filled, { units, barred }),
  }
}

function verdict(
  unit: Candidate,
  {
    slots,
    chosen,
  }: { readonly slots: readonly (readonly string[])[]; readonly chosen: readonly Candidate[] },
): RankingReason {
  if (unit.assigned) return reason('assigned', 'notes')
  if (chosen.includes(unit)) return reason('chosen', 'chooses')
  if (slots.some((skills) => hasAll(unit, skills)))
    return reason('not_needed', 'passes_over', { chosen: chosen.map(({ code }) => code) })
  const lacking = [...new Set(slots.flat())].filter((skill) => !unit.skills.includes(skill))
  return reason('skill_lacking', 'passes_over', { skills: lacking })
}

/**
 * Returns the unit of each slot, or undefined. Each unit in order gets a slot if earlier units can move to other
 * slots (augmenting paths). The result fills as many slots as possible, with the earliest units that can do so.
 */
function fillSlots(
  slots: readonly (readonly string[])[],
  units: readonly Candidate[],
): (Candidate | undefined)[] {
  const filled: (Candidate | undefined)[] = slots.map(() => undefined)
  const place = (unit: Candidate, tried: Set<number>): boolean =>
    slots.some((skills, n) => {
      if (tried.has(n) || !hasAll(unit, skills)) return false
      tried.add(n)
      const other = filled[n]
      if (other !== undefined && !place(other, tried)) return false
      filled[n] = unit
      return true
    })
  for (const unit of units) place(unit, new Set())
  return filled
}

function shortfalls(
  demand: readonly Demand[],
  slots: readonly (readonly string[])[],
  filled: readonly (Candidate | undefined)[],
  {
    units,
    barred,
  }: {
    readonly units: readonly Candidate[]
    readonly barred: ReadonlyMap<Candidate, readonly RankingReason[]>
  },
): Shortfall[] {
  return demand.flatMap(({ count, skills }, number) => {
    const first = demand.slice(0, number).reduce((sum, one) => sum + one.count, 0)
    const found = slots.slice(first, first + count).filter((_, n) => filled[first + n] !== undefined).length
    if (found === count) return []
    const counts = new Map<RankingReason['code'], number>()
    for (const unit of units)
      if (hasAll(unit, skills))
        for (const { code } of barred.get(unit) ?? []) counts.set(code, (counts.get(code) ?? 0) + 1)
    return [
      {
        skills: [...skills],
        wanted: count,
        found,
        reasons: [...counts].map(([code, times]) => ({ code, count: times })),
      },
    ]
  })
}

type CardKey = Pick<RunCard, 'kind' | 'priority' | 'alarm_level'>

/**
 * Returns the run card of an incident, or undefined if none fits. A card fits if its kind and priority are equal
 * or null, and its alarm level is not higher. The highest alarm level wins, then a matching kind, then priority.
 */
export function cardFor<Card extends CardKey>(
  cards: readonly Card[],
  incident: { readonly kind: string; readonly priority: number | null; readonly alarm_level: number },
): Card | undefined {
  const fitting = cards.filter(
    (card) =>
      (card.kind === null || card.kind === incident.kind) &&
      (card.priority === null || card.priority === incident.priority) &&
      card.alarm_level <= incident.alarm_level,
  )
  const score = (card: Card) =>
    4 * card.alarm_level + (card.kind === null ? 0 : 2) + (card.priority === null ? 0 : 1)
  return fitting.toSorted((a, b) => score(b) - score(a))[0]
}

/**
 * The states of an incident and the events that change them. The database applies the same rules
 * (geodata/schema/0097_incident_log.sql, table incident_steps); a test compares both.
 */

/** In the order of the stages; the last two end an incident early. */
export const incidentStates = [
  'received',
  'routed',
  'accepted',
  'arrived',
  'resolved',
  'fed_back',
  'closed',
  'cancelled',
  'merged',
] as const
export type IncidentState = (typeof incidentStates)[number]

/** Steps that are possible after receipt. */
export const incidentSteps = [
  'routed',
  'accepted',
  'arrived',
  'resolved',
  'fed_back',
  'closed',
  'rerouted',
  'reopened',
  'cancelled',
  'merged',
  'unmerged',
  'units_added',
  'unit_released',
  'alarm_raised',
  'priority_changed',
  'noted',
  'photo_added',
] as const
export type IncidentStep = (typeof incidentSteps)[number]

/**
 * Types of the events of a log; `received` is always the first. `corrected`: an import changed the course of an
 * incident that nobody had worked on.
 */
export const incidentEventTypes = ['received', ...incidentSteps, 'corrected'] as const
export type IncidentEventType = (typeof incidentEventTypes)[number]

const underWay = ['routed', 'accepted', 'arrived', 'resolved'] as const
const atWork = ['received', ...underWay] as const

interface StepRule {
  readonly from: readonly IncidentState[]
  /** `same`: the state stays. `before`: the state before the merge. */
  readonly to: IncidentState | 'same' | 'before'
  /** States in which a further unit may still take this step; the state of the incident stays. */
  readonly alsoByUnit?: readonly IncidentState[]
}

export const stepRules: Readonly<Record<IncidentStep, StepRule>> = {
  routed: { from: ['received'], to: 'routed' },
  accepted: { from: ['routed'], to: 'accepted', alsoByUnit: ['accepted', 'arrived', 'resolved'] },
  arrived: { from: ['routed', 'accepted'], to: 'arrived', alsoByUnit: ['arrived', 'resolved'] },
  resolved: { from: ['arrived'], to: 'resolved' },
  fed_back: { from: ['arrived', 'resolved'], to: 'fed_back' },
  closed: { from: ['fed_back'], to: 'closed' },
  rerouted: { from: ['routed', 'accepted', 'arrived'], to: 'routed' },
  reopened: { from: ['closed', 'cancelled'], to: 'received' },
  cancelled: { from: ['received', 'routed', 'accepted', 'arrived'], to: 'cancelled' },
  merged: { from: [...atWork, 'fed_back'], to: 'merged' },
  unmerged: { from: ['merged'], to: 'before' },
  units_added: { from: underWay, to: 'same' },
  unit_released: { from: underWay, to: 'same' },
  alarm_raised: { from: atWork, to: 'same' },
  priority_changed: { from: atWork, to: 'same' },
  noted: { from: incidentStates, to: 'same' },
  photo_added: { from: incidentStates, to: 'same' },
}

/** A unit that was sent to an incident. Times are ISO 8601 texts. */
export interface SentUnit {
  readonly code: string
  readonly lead: boolean
  readonly sent_at: string
  readonly accepted_at: string | null
  readonly arrived_at: string | null
  readonly released_at: string | null
}

/** The data that decide which steps are possible. */
export interface Situation {
  readonly state: IncidentState
  readonly units: readonly SentUnit[]
}

/** Returns the units that were sent and not released. */
export const unitsAt = ({ units }: Pick<Situation, 'units'>): readonly SentUnit[] =>
  units.filter(({ released_at }) => released_at === null)

const mayAct = (step: IncidentStep, unit: SentUnit): boolean =>
  step === 'accepted' ? unit.accepted_at === null && unit.arrived_at === null : unit.arrived_at === null

/**
 * Returns true if a step is possible. A named unit must be assigned to the incident; without a name, one assigned
 * unit that may take the step is enough.
 */
function isPossible(step: IncidentStep, situation: Situation, unitCode?: string | null): boolean {
  const { from, alsoByUnit } = stepRules[step]
  const present = unitsAt(situation)
  const named = unitCode ? present.filter(({ code }) => code === unitCode) : present
  if (unitCode && ['accepted', 'arrived', 'unit_released'].includes(step) && named.length === 0) return false
  if (step === 'unit_released') return from.includes(situation.state) && named.length > 0
  if (from.includes(situation.state)) return true
  return (alsoByUnit?.includes(situation.state) ?? false) && named.some((unit) => mayAct(step, unit))
}

/** Returns the possible steps, in the order of `incidentSteps`. */
export const possibleSteps = (situation: Situation, unitCode?: string | null): readonly IncidentStep[] =>
  incidentSteps.filter((step) => isPossible(step, situation, unitCode))

/** Returns true for states in which work has ended, until the incident is reopened or the merge is undone. */
export const isEnded = (state: string): boolean =>
  state === 'closed' || state === 'cancelled' || state === 'merged'

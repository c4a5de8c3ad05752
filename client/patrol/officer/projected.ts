/** Predicts the state of an incident after the waiting steps of the outbox. */
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import { type ClockStart, dueAt, runningClock } from '../../../geodata/model/patrol/clocks.ts'
import {
  type IncidentState,
  type IncidentStep,
  possibleSteps,
  stepRules,
} from '../../../geodata/model/patrol/incident-machine.ts'

/** A waiting step with its time (ISO 8601). */
export interface WaitingStep {
  readonly type: IncidentStep
  readonly at: string
}

const stageTimes = {
  accepted: 'accepted_at',
  arrived: 'arrived_at',
  resolved: 'resolved_at',
  fed_back: 'fed_back_at',
} as const satisfies Partial<Record<IncidentStep, keyof IncidentStand>>

const hasTime = (type: IncidentStep): type is keyof typeof stageTimes => type in stageTimes

function after(incident: IncidentStand, { type, at }: WaitingStep, unit: string): IncidentStand {
  const { to } = stepRules[type]
  const state: IncidentState = to === 'same' || to === 'before' ? incident.state : to
  const changes = stepRules[type].from.includes(incident.state)
  const units = incident.units.map((one) => {
    if (one.code !== unit || (type !== 'accepted' && type !== 'arrived')) return one
    return { ...one, [stageTimes[type]]: at }
  })
  const time = changes && hasTime(type) ? { [stageTimes[type]]: at } : {}
  return { ...incident, units, ...(changes ? { state } : {}), ...time }
}

/** Returns the incident after the waiting steps. Skips impossible steps, which the server will refuse with a reason. */
export function projected(
  incident: IncidentStand,
  waiting: readonly WaitingStep[],
  unit: string,
  from: ClockStart,
): IncidentStand {
  const stand = waiting.reduce(
    (before, step) => (possibleSteps(before, unit).includes(step.type) ? after(before, step, unit) : before),
    incident,
  )
  const clock = runningClock(stand)
  const due_at = clock === null ? null : new Date(dueAt(stand, clock, from)).toISOString()
  return { ...stand, clock, due_at, possible: [...possibleSteps(stand, unit)] }
}

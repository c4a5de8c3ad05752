/** Derives the course of an incident from its log: each event changes the course. */
import {
  type IncidentEventType,
  type IncidentState,
  isEnded,
  type SentUnit,
  unitsAt,
} from './incident-machine.ts'

/** An event of a log. Times are ISO 8601. */
export interface LoggedEvent {
  readonly type: IncidentEventType
  /** The time that counts for the clocks. */
  readonly counted_at: string
  readonly to_state: IncidentState
  readonly unit_code: string | null
  readonly details: EventDetails
}

/** Details of an event, depending on its type. */
interface EventDetails {
  readonly note?: string
  readonly units?: readonly { readonly code: string; readonly lead?: boolean }[]
  readonly into?: number
  readonly level?: number
  readonly priority?: number
  /** Only for `corrected`. */
  readonly course?: Omit<IncidentCourse, 'priority' | 'alarm_level' | 'merged_into' | 'reopened_at' | 'units'>
  /** An import without a time: the event changes the state and sets no time. */
  readonly time_unknown?: boolean
}

/** The course of an incident: everything that follows from its log. Times are ISO 8601. */
export interface IncidentCourse {
  readonly state: IncidentState
  readonly received_at: string
  readonly routed_at: string | null
  readonly accepted_at: string | null
  readonly arrived_at: string | null
  readonly resolved_at: string | null
  readonly fed_back_at: string | null
  readonly closed_at: string | null
  readonly reopened_at: string | null
  readonly unit_code: string | null
  readonly priority: number
  readonly alarm_level: number
  readonly merged_into: number | null
  readonly units: readonly SentUnit[]
}

const ROUTINE_PRIORITY = 3

/** Returns the course after the `received` event. */
function receivedCourse({ counted_at, details }: LoggedEvent): IncidentCourse {
  return {
    state: 'received',
    received_at: counted_at,
    routed_at: null,
    accepted_at: null,
    arrived_at: null,
    resolved_at: null,
    fed_back_at: null,
    closed_at: null,
    reopened_at: null,
    unit_code: null,
    priority: details.priority ?? ROUTINE_PRIORITY,
    alarm_level: 1,
    merged_into: null,
    units: [],
  }
}

/** Returns the course after one more event. If a stage is reached twice, the first time counts. */
function courseAfter(course: IncidentCourse, event: LoggedEvent): IncidentCourse {
  const { details, to_state } = event
  const at = details.time_unknown ? null : event.counted_at
  const units = unitsAfter(course, event)
  const lead = unitsAt({ units }).find((unit) => unit.lead)?.code ?? course.unit_code
  const after = { ...course, state: to_state, units }
  switch (event.type) {
    case 'routed':
      return { ...after, routed_at: course.routed_at ?? at, unit_code: lead }
    case 'rerouted':
      return { ...after, accepted_at: null, unit_code: lead }
    case 'accepted':
      return { ...after, accepted_at: course.accepted_at ?? at }
    case 'arrived':
      return { ...after, arrived_at: course.arrived_at ?? at }
    case 'resolved':
      return { ...after, resolved_at: at }
    case 'fed_back':
      return { ...after, fed_back_at: at }
    case 'closed':
    case 'cancelled':
      return { ...after, closed_at: at }
    case 'merged':
      return { ...after, closed_at: at, merged_into: details.into ?? null }
    case 'unmerged':
      return { ...after, closed_at: null, merged_into: null }
    case 'reopened':
      return {
        ...receivedCourse(event),
        received_at: course.received_at,
        reopened_at: event.counted_at,
        priority: course.priority,
        alarm_level: course.alarm_level,
        units,
      }
    case 'units_added':
    case 'unit_released':
      return { ...after, unit_code: lead }
    case 'alarm_raised':
      return { ...after, alarm_level: details.level ?? course.alarm_level }
    case 'priority_changed':
      return { ...after, priority: details.priority ?? course.priority }
    case 'corrected':
      return correctedCourse(course, details)
    default:
      return after
  }
}

const isOver = (state: IncidentState): boolean => state === 'fed_back' || isEnded(state)

function correctedCourse(before: IncidentCourse, { course }: EventDetails): IncidentCourse {
  if (course === undefined) return before
  const { unit_code: code, received_at, routed_at, accepted_at, arrived_at } = course
  const ended = course.fed_back_at ?? course.closed_at ?? (isOver(course.state) ? received_at : null)
  const unit = { lead: true, sent_at: routed_at ?? received_at, accepted_at, arrived_at, released_at: ended }
  return { ...before, ...course, units: code === null ? [] : [{ code, ...unit }] }
}

/** Returns the course after a whole log, in order. Throws RangeError for an empty log. */
export function courseOf([first, ...events]: readonly LoggedEvent[]): IncidentCourse {
  if (first === undefined) throw new RangeError('a log begins with the receipt')
  return events.reduce(courseAfter, receivedCourse(first))
}

/** These events end the work of all units. */
const releasing: readonly IncidentEventType[] = [
  'rerouted',
  'fed_back',
  'closed',
  'cancelled',
  'merged',
  'reopened',
]

function unitsAfter(course: IncidentCourse, event: LoggedEvent): readonly SentUnit[] {
  const { type, counted_at: at, unit_code, details } = event
  const released = releasing.includes(type)
    ? course.units.map((unit) => ({ ...unit, released_at: unit.released_at ?? at }))
    : course.units
  if (details.units && (type === 'routed' || type === 'rerouted' || type === 'units_added'))
    return withLead(sendUnits(released, details.units, at))
  const ofUnit = (change: Partial<SentUnit>) =>
    released.map((unit) => (unit.code === unit_code ? { ...unit, ...change } : unit))
  if (type === 'accepted') return ofUnit({ accepted_at: at })
  if (type === 'arrived') return ofUnit({ arrived_at: at })
  if (type === 'unit_released') return withLead(ofUnit({ released_at: at, lead: false }))
  if (type === 'unmerged' && event.to_state !== 'fed_back')
    // A merge releases units at the time when it ends the incident.
    return released.map((unit) =>
      unit.released_at === course.closed_at ? { ...unit, released_at: null } : unit,
    )
  return released
}

function sendUnits(
  before: readonly SentUnit[],
  sent: NonNullable<EventDetails['units']>,
  at: string,
): readonly SentUnit[] {
  const codes = new Set(sent.map(({ code }) => code))
  const isLed = sent.some(({ lead }) => lead)
  const others = before
    .filter(({ code }) => !codes.has(code))
    .map((unit) => (isLed ? { ...unit, lead: false } : unit))
  const added = sent.map(({ code, lead = false }) => ({
    code,
    lead,
    sent_at: at,
    accepted_at: null,
    arrived_at: null,
    released_at: null,
  }))
  return [...others, ...added]
}

/** Returns the units; if no assigned unit leads, the one sent first becomes the lead. */
function withLead(units: readonly SentUnit[]): readonly SentUnit[] {
  const present = unitsAt({ units })
  if (present.length === 0 || present.some(({ lead }) => lead)) return units
  const [first] = [...present].sort((a, b) => (a.sent_at + a.code < b.sent_at + b.code ? -1 : 1))
  return units.map((unit) => (unit === first ? { ...unit, lead: true } : unit))
}

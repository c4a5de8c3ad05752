/** Incidents as typed arrays in the order of receipt, for fast filtering. */
import { type IncidentPoints, incidentPointsSchema } from '../../geodata/model/answers/incident-points.ts'

export const DAY = 86_400
const HOUR = 3_600
/** China standard time has no daylight saving time, so one offset in seconds is valid for all days. */
const CHINA_OFFSET = 8 * HOUR
/** Weekday of 1970-01-01, a Thursday; 0 is Monday. */
const FIRST_WEEKDAY = 3

export interface IncidentColumns {
  readonly count: number
  /** The midnight in China before the first incident, in seconds since 1970. */
  readonly origin: number
  readonly ids: Float64Array
  /** WGS 84 degrees. */
  readonly longitudes: Float64Array
  readonly latitudes: Float64Array
  /** Seconds after `origin`, ascending. */
  readonly times: Int32Array
  /** Hour of the day in China, 0–23. */
  readonly hours: Uint8Array
  /** 0 is Monday. */
  readonly weekdays: Uint8Array
  /** Index into `kindCodes`. */
  readonly kinds: Uint8Array
  readonly kindCodes: readonly string[]
  /** Index into `zoneCodes`, -1 for none. */
  readonly zones: Int16Array
  readonly zoneCodes: readonly string[]
  /** Index into `outcomes`. */
  readonly outcomeOf: Uint8Array
  /** Outcomes of the clocks routed, arrived and fed back. */
  readonly outcomes: IncidentPoints['outcomes']
  readonly synthetic: boolean
}

/** Returns the last midnight in China at or before a time; both in seconds since 1970. */
export const midnightBefore = (seconds: number): number =>
  Math.floor((seconds + CHINA_OFFSET) / DAY) * DAY - CHINA_OFFSET

/** Returns the weekday in China of a time in seconds since 1970; 0 is Monday. */
export const weekdayOf = (seconds: number): number =>
  (Math.floor((seconds + CHINA_OFFSET) / DAY) + FIRST_WEEKDAY) % 7

function checkLengths(points: IncidentPoints): void {
  const { count, id, lon, lat, received_s, kind, zone, outcome } = points
  if ([id, lon, lat, received_s, kind, zone, outcome].some((column) => column.length !== count)) {
    throw new TypeError('columns of unequal length')
  }
  if (received_s.some((time, index) => index > 0 && time < (received_s[index - 1] ?? 0))) {
    throw new TypeError('incidents are not in the order of receipt')
  }
}

/**
 * Decodes the answer of `/patrol/incidents/points`. Throws if columns differ in length or times do not ascend. An
 * empty answer has empty columns and the origin of today.
 */
export function decodeColumns(body: unknown, now = Date.now() / 1000): IncidentColumns {
  const points = incidentPointsSchema.parse(body)
  checkLengths(points)
  const epoch = points.epoch ?? now
  const origin = midnightBefore(epoch)
  const times = Int32Array.from(points.received_s, (time) => Math.floor(time + epoch - origin))
  const first = weekdayOf(origin)
  return {
    count: points.count,
    origin,
    ids: Float64Array.from(points.id),
    longitudes: Float64Array.from(points.lon),
    latitudes: Float64Array.from(points.lat),
    times,
    hours: Uint8Array.from(times, (time) => Math.floor((time % DAY) / HOUR)),
    weekdays: Uint8Array.from(times, (time) => (first + Math.floor(time / DAY)) % 7),
    kinds: Uint8Array.from(points.kind),
    kindCodes: points.kinds,
    zones: Int16Array.from(points.zone),
    zoneCodes: points.zones,
    outcomeOf: Uint8Array.from(points.outcome),
    outcomes: points.outcomes,
    synthetic: points.synthetic,
  }
}

/** Returns columns without incidents. */
export const noColumns = (): IncidentColumns =>
  decodeColumns({
    ...{ epoch: null, count: 0, id: [], lon: [], lat: [], received_s: [], kind: [], kinds: [] },
    ...{ zone: [], zones: [], outcome: [], outcomes: [], synthetic: false },
  } satisfies IncidentPoints)

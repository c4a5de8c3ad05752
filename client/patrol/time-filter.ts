/** Filters incidents by time range, kinds, hours of the day and weekdays. */
import { incidentKinds } from '../../geodata/model/codes.ts'
import { DAY, type IncidentColumns } from './incident-columns.ts'

/** Seconds after the columns' origin; `to` is excluded. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** An empty set does not filter. */
export interface Traits {
  /** Codes. */
  readonly kinds: ReadonlySet<string>
  /** 0–23. */
  readonly hours: ReadonlySet<number>
  /** 0 is Monday. */
  readonly weekdays: ReadonlySet<number>
}

export const noTraits: Traits = { kinds: new Set(), hours: new Set(), weekdays: new Set() }

/** "kind:littering,hour:8,day:6": the filters as the address names them; empty without any. */
export function writeTraits({ kinds, hours, weekdays }: Traits): string {
  return [
    ...[...kinds].map((kind) => `kind:${kind}`),
    ...[...hours].sort((a, b) => a - b).map((hour) => `hour:${hour}`),
    ...[...weekdays].sort((a, b) => a - b).map((day) => `day:${day + 1}`),
  ].join()
}

/** Reads what `writeTraits` wrote; unknown parts are as if they were not there. */
export function readTraits(text: string): Traits {
  const pairs = text.split(',').map((part) => part.split(':'))
  const after = (name: string) => pairs.flatMap(([key, value = '']) => (key === name ? [value] : []))
  const numbers = (name: string, count: number, first: number) =>
    after(name)
      .filter((value) => /^\d{1,2}$/.test(value))
      .map((value) => Number(value) - first)
      .filter((value) => value >= 0 && value < count)
  const kinds = after('kind').filter((kind) => kind in incidentKinds)
  return {
    kinds: new Set(kinds),
    hours: new Set(numbers('hour', 24, 0)),
    weekdays: new Set(numbers('day', 7, 1)),
  }
}

export interface Preset {
  readonly id: 'day' | 'week' | 'month' | 'year' | 'all'
  /** Length of the range in days. */
  readonly days: number
  /** Length of the surrounding histogram in days. */
  readonly window: number
}

export const presets: readonly Preset[] = [
  { id: 'day', days: 1, window: 14 },
  { id: 'week', days: 7, window: 56 },
  { id: 'month', days: 30, window: 182 },
  { id: 'year', days: 365, window: 730 },
  { id: 'all', days: 730, window: 730 },
]

/** Data that ended longer ago than this are shown up to their end, not up to now. */
const FRESH_DAYS = 30

/** The end of the shown time, in seconds after origin: now, or the end of the data. */
export function endOfTime({ times, count, origin }: IncidentColumns, now = Date.now() / 1000): number {
  const last = count > 0 ? (times[count - 1] ?? 0) + 1 : 0
  const present = Math.max(DAY, Math.floor(now - origin))
  return last > 0 && present - last > FRESH_DAYS * DAY ? last : Math.max(present, last)
}

/**
 * The range of a preset and the window around it, both ending at `end`. 24 hours are the last ones;
 * longer ranges are whole days in China, today included.
 */
export function placePreset({ days, window }: Preset, end: number): { range: TimeRange; window: TimeRange } {
  const lastMidnight = Math.ceil(end / DAY) * DAY
  return {
    range: { from: Math.max(0, (days === 1 ? end : lastMidnight) - days * DAY), to: end },
    window: { from: Math.max(0, lastMidnight - window * DAY), to: lastMidnight },
  }
}

/** The first index whose time is not before `time`; times ascend. */
export function lowerBound(times: Int32Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** 1 for each value below `length` that the filter accepts. */
function mask(length: number, passes: (value: number) => boolean): Uint8Array {
  return Uint8Array.from({ length }, (_, value) => (passes(value) ? 1 : 0))
}

/** Mask of incidents that match kinds, hours and weekdays at any time: 1 or 0 for each. */
export function traitMask(columns: IncidentColumns, { kinds, hours, weekdays }: Traits): Uint8Array {
  const kind = mask(256, (value) => kinds.size === 0 || kinds.has(columns.kindCodes[value] ?? ''))
  const hour = mask(24, (value) => hours.size === 0 || hours.has(value))
  const weekday = mask(7, (value) => weekdays.size === 0 || weekdays.has(value))
  const passed = new Uint8Array(columns.count)
  for (let index = 0; index < columns.count; index += 1) {
    passed[index] =
      (kind[columns.kinds[index] ?? 255] ?? 0) &
      (hour[columns.hours[index] ?? 0] ?? 0) &
      (weekday[columns.weekdays[index] ?? 0] ?? 0)
  }
  return passed
}

/** Indices of the masked incidents in a range, in the order of receipt. */
export function selectIncidents(times: Int32Array, { from, to }: TimeRange, passed: Uint8Array): Uint32Array {
  const first = lowerBound(times, from)
  const last = lowerBound(times, to)
  const chosen = new Uint32Array(Math.max(0, last - first))
  let length = 0
  for (let index = first; index < last; index += 1) {
    if (passed[index] === 1) {
      chosen[length] = index
      length += 1
    }
  }
  return chosen.subarray(0, length)
}

/** Number of masked incidents in a range. */
export function countIncidents(times: Int32Array, { from, to }: TimeRange, passed: Uint8Array): number {
  let count = 0
  const last = lowerBound(times, to)
  for (let index = lowerBound(times, from); index < last; index += 1) count += passed[index] ?? 0
  return count
}

/** The previous range of the same length, or null if it would begin before the data. */
export function rangeBefore({ from, to }: TimeRange): TimeRange | null {
  const before = { from: from - (to - from), to: from }
  return before.from < 0 ? null : before
}

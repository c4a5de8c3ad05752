/** Filters incidents by time range, kinds, hours of the day and weekdays. */
import { incidentKinds } from '../../geodata/model/codes.ts'
import { DAY, type IncidentColumns } from './incident-columns.ts'

/** Seconds after the origin of the columns; `to` is excluded. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** Filters by attributes; an empty set means no filter. */
export interface Traits {
  /** Codes of kinds. */
  readonly kinds: ReadonlySet<string>
  /** Hours in China, 0–23. */
  readonly hours: ReadonlySet<number>
  /** Weekdays in China; 0 is Monday. */
  readonly weekdays: ReadonlySet<number>
}

export const noTraits: Traits = { kinds: new Set(), hours: new Set(), weekdays: new Set() }

/** Returns the filters for the URL, such as "kind:littering,hour:8,day:6"; empty without filters. */
export function writeTraits({ kinds, hours, weekdays }: Traits): string {
  return [
    ...[...kinds].map((kind) => `kind:${kind}`),
    ...[...hours].sort((a, b) => a - b).map((hour) => `hour:${hour}`),
    ...[...weekdays].sort((a, b) => a - b).map((day) => `day:${day + 1}`),
  ].join()
}

/** Reads a text of `writeTraits`; ignores unknown parts. */
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

/** If the data ended more days ago, the shown time ends with the data, not now. */
const FRESH_DAYS = 30

/** Returns the end of the shown time in seconds after the origin: now, or the end of the data. */
export function endOfTime({ times, count, origin }: IncidentColumns, now = Date.now() / 1000): number {
  const last = count > 0 ? (times[count - 1] ?? 0) + 1 : 0
  const present = Math.max(DAY, Math.floor(now - origin))
  return last > 0 && present - last > FRESH_DAYS * DAY ? last : Math.max(present, last)
}

/**
 * Returns the range of a preset and the window around it, both up to `end`. The preset of a day is the last 24 hours;
 * longer ranges are whole days in China, including today.
 */
export function placePreset({ days, window }: Preset, end: number): { range: TimeRange; window: TimeRange } {
  const lastMidnight = Math.ceil(end / DAY) * DAY
  return {
    range: { from: Math.max(0, (days === 1 ? end : lastMidnight) - days * DAY), to: end },
    window: { from: Math.max(0, lastMidnight - window * DAY), to: lastMidnight },
  }
}

/** Returns the first index with a time not before `time`; `times` must ascend. */
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

/** Returns a mask with 1 for each value below `length` that the filter accepts, otherwise 0. */
function mask(length: number, passes: (value: number) => boolean): Uint8Array {
  return Uint8Array.from({ length }, (_, value) => (passes(value) ? 1 : 0))
}

/** Returns a mask with 1 for each incident that matches kinds, hours and weekdays, otherwise 0. */
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

/** Returns the indices of masked incidents in a range, in the order of receipt. */
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

/** Returns the number of masked incidents in a range. */
export function countIncidents(times: Int32Array, { from, to }: TimeRange, passed: Uint8Array): number {
  let count = 0
  const last = lowerBound(times, to)
  for (let index = lowerBound(times, from); index < last; index += 1) count += passed[index] ?? 0
  return count
}

/** Returns the previous range of the same length; null if it would begin before the data. */
export function rangeBefore({ from, to }: TimeRange): TimeRange | null {
  const before = { from: from - (to - from), to: from }
  return before.from < 0 ? null : before
}

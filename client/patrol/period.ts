/** The selected time in the URL: a preset, which ends now, or whole days in China. */
import { DAY, type IncidentColumns, midnightBefore } from './incident-columns.ts'
import { type Preset, placePreset, presets, type TimeRange } from './time-filter.ts'

/** `from` and `to` (excluded): seconds since 1970. */
export type Period = Preset['id'] | { readonly from: number; readonly to: number }

const CHINA_HOURS = 8

/** Returns the day in China of a time in seconds since 1970, as "2026-08-01". */
export const dayText = (seconds: number): string =>
  new Date((seconds + CHINA_HOURS * 3600) * 1000).toISOString().slice(0, 10)

/** Returns the midnight in China that begins a day, in seconds since 1970; NaN for invalid days. */
function dayStart(text: string): number {
  const seconds = Date.parse(`${text}T00:00:00+08:00`) / 1000
  return Number.isNaN(seconds) || dayText(seconds) !== text ? Number.NaN : seconds
}

/** Returns the id of the preset, or the first and last day: "2026-08-01..2026-08-31". */
export function writePeriod(period: Period): string {
  if (typeof period === 'string') return period
  return `${dayText(period.from)}..${dayText(period.to - 1)}`
}

/** Reads a text of `writePeriod`; null for any other text. */
export function readPeriod(text: string): Period | null {
  const preset = presets.find(({ id }) => id === text)
  if (preset) return preset.id
  const days = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text)
  const [from, last] = [dayStart(days?.[1] ?? ''), dayStart(days?.[2] ?? '')]
  return from <= last ? { from, to: last + DAY } : null
}

const presetOf = (id: Preset['id']): Preset => {
  const found = presets.find((one) => one.id === id)
  if (!found) throw new RangeError(`There is no preset ${id}`)
  return found
}

/** Returns the range of a period in seconds after the origin of the columns; `end` is the end of the data. */
export function rangeOf(period: Period, { origin }: Pick<IncidentColumns, 'origin'>, end: number): TimeRange {
  if (typeof period === 'string') return placePreset(presetOf(period), end).range
  return { from: period.from - origin, to: period.to - origin }
}

/** Returns the period of the histogram: that of the preset, or the shortest one of a preset that contains the range. */
export function windowOf(period: Period, range: TimeRange, end: number): TimeRange {
  if (typeof period === 'string') return placePreset(presetOf(period), end).window
  const windows = presets.map((preset) => placePreset(preset, end).window)
  const holding = windows.find(({ from, to }) => from <= range.from && to >= range.to)
  return holding ?? { from: Math.min(0, range.from), to: Math.max(Math.ceil(end / DAY) * DAY, range.to) }
}

/** Returns the period of a range selected by hand, in whole days. */
export const periodOf = ({ from, to }: TimeRange, { origin }: Pick<IncidentColumns, 'origin'>): Period => ({
  from: midnightBefore(origin + from),
  to: midnightBefore(origin + to - 1) + DAY,
})

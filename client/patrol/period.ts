/** The chosen time as the address names it: a preset, which ends now, or whole days in China. */
import { DAY, type IncidentColumns, midnightBefore } from './incident-columns.ts'
import { type Preset, placePreset, presets, type TimeRange } from './time-filter.ts'

/** `from` and `to` (excluded): seconds since 1970. */
export type Period = Preset['id'] | { readonly from: number; readonly to: number }

const CHINA_HOURS = 8

/** "2026-08-01" for a time of that day in China, in seconds since 1970. */
export const dayText = (seconds: number): string =>
  new Date((seconds + CHINA_HOURS * 3600) * 1000).toISOString().slice(0, 10)

/** The midnight in China that begins a day, in seconds since 1970; NaN for days that do not exist. */
function dayStart(text: string): number {
  const seconds = Date.parse(`${text}T00:00:00+08:00`) / 1000
  return Number.isNaN(seconds) || dayText(seconds) !== text ? Number.NaN : seconds
}

/** "week", or the first and the last day: "2026-08-01..2026-08-31". */
export function writePeriod(period: Period): string {
  if (typeof period === 'string') return period
  return `${dayText(period.from)}..${dayText(period.to - 1)}`
}

/** Reads what `writePeriod` wrote; null for anything else. */
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

/** The range of a period in seconds after the columns' origin; `end` is that of the data. */
export function rangeOf(period: Period, { origin }: Pick<IncidentColumns, 'origin'>, end: number): TimeRange {
  if (typeof period === 'string') return placePreset(presetOf(period), end).range
  return { from: period.from - origin, to: period.to - origin }
}

/** The histogram's time: that of the preset, or the shortest of a preset that holds the range. */
export function windowOf(period: Period, range: TimeRange, end: number): TimeRange {
  if (typeof period === 'string') return placePreset(presetOf(period), end).window
  const windows = presets.map((preset) => placePreset(preset, end).window)
  const holding = windows.find(({ from, to }) => from <= range.from && to >= range.to)
  return holding ?? { from: Math.min(0, range.from), to: Math.max(Math.ceil(end / DAY) * DAY, range.to) }
}

/** The period of a range that was chosen by hand, as whole days. */
export const periodOf = ({ from, to }: TimeRange, { origin }: Pick<IncidentColumns, 'origin'>): Period => ({
  from: midnightBefore(origin + from),
  to: midnightBefore(origin + to - 1) + DAY,
})

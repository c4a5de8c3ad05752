/** Counts incidents by day for the brush, and by hour and weekday for the filters. */
import { DAY } from './incident-columns.ts'
import { lowerBound, type TimeRange } from './time-filter.ts'

export interface Histogram {
  /** Seconds of one bar: whole days. */
  readonly step: number
  readonly from: number
  /** The last bar may be shorter than the others. */
  readonly counts: Uint32Array
  readonly highest: number
}

/** Counts incidents of a mask over a window in at most `bars` bars of whole days. */
export function timeHistogram(
  times: Int32Array,
  passed: Uint8Array,
  { from, to }: TimeRange,
  bars: number,
): Histogram {
  const days = Math.max(1, Math.ceil((to - from) / DAY))
  const step = Math.ceil(days / bars) * DAY
  const counts = new Uint32Array(Math.ceil((days * DAY) / step))
  const last = lowerBound(times, to)
  for (let index = lowerBound(times, from); index < last; index += 1) {
    const bar = Math.floor(((times[index] ?? 0) - from) / step)
    counts[bar] = (counts[bar] ?? 0) + (passed[index] ?? 0)
  }
  return { step, from, counts, highest: counts.reduce((most, count) => Math.max(most, count), 0) }
}

/** Counts selected incidents by the value of a column, such as hours or kinds. */
export function countBy(chosen: Uint32Array, column: Uint8Array, length: number): Uint32Array {
  const counts = new Uint32Array(length)
  for (const index of chosen) {
    const value = column[index] ?? 0
    counts[value] = (counts[value] ?? 0) + 1
  }
  return counts
}

/** Computes new time ranges when a user drags an edge, drags the whole range, or plays it. */
import { DAY } from './incident-columns.ts'
import type { TimeRange } from './time-filter.ts'

export type Grip = 'from' | 'to' | 'whole'

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
const wholeDay = (time: number) => Math.round(time / DAY) * DAY

/**
 * Returns the range after a grip was moved to `time`. Edges snap to the nearest midnight and stay at least a day
 * apart. Moving the whole range keeps its length (`time` is its new start). The range stays in the window.
 */
export function moveRange(range: TimeRange, grip: Grip, time: number, window: TimeRange): TimeRange {
  const { from, to } = range
  if (grip === 'whole') {
    const length = Math.min(to - from, window.to - window.from)
    const start = clamp(wholeDay(time), window.from, window.to - length)
    return { from: start, to: start + length }
  }
  if (grip === 'from')
    return { from: clamp(wholeDay(time), window.from, Math.max(window.from, to - DAY)), to }
  return { from, to: clamp(wholeDay(time), Math.min(window.to, from + DAY), window.to) }
}

/** Returns the range of all days between two times, within the window. */
export function drawnRange(start: number, end: number, window: TimeRange): TimeRange {
  const within = (time: number) => clamp(time, window.from, window.to - 1)
  const [first, last] = [within(Math.min(start, end)), within(Math.max(start, end))]
  return { from: Math.floor(first / DAY) * DAY, to: (Math.floor(last / DAY) + 1) * DAY }
}

/** A range that covers this share of the window cannot move; a drag then draws a new range. */
const FULL = 0.98

/**
 * Returns what a pointer at `time` drags: an edge within `near` seconds, the whole range, or `new` for a new
 * range.
 */
export function gripAt(time: number, near: number, { from, to }: TimeRange, window: TimeRange): Grip | 'new' {
  const [toFrom, toTo] = [Math.abs(time - from), Math.abs(time - to)]
  const isInside = time > from && time < to
  // The middle of a short range still moves the whole range.
  const reach = isInside ? Math.min(near, (to - from) / 4) : near
  if (Math.min(toFrom, toTo) <= reach) return toFrom < toTo ? 'from' : 'to'
  if (!isInside || to - from >= FULL * (window.to - window.from)) return 'new'
  return 'whole'
}

/** Maximum frames of one play over the window. */
const FRAMES = 120
/** Milliseconds of a play, and the limits for one frame. */
const PLAY = 12_000
const QUICKEST = 100
const SLOWEST = 700

export interface Pace {
  /** Seconds that the range moves per frame: whole days. */
  readonly step: number
  /** Milliseconds of a frame. */
  readonly pause: number
}

/** Returns how fast a range plays over its window. With reduced motion it moves by its length about once a second. */
export function paceOf(range: TimeRange, window: TimeRange, lessMotion: boolean): Pace {
  const length = range.to - range.from
  const way = Math.max(DAY, window.to - window.from - length)
  if (lessMotion) return { step: Math.max(DAY, wholeDay(length)), pause: 1200 }
  const step = Math.ceil(way / DAY / FRAMES) * DAY
  return { step, pause: clamp((PLAY * step) / way, QUICKEST, SLOWEST) }
}

/** Returns the range of the next frame; after the end of the window it starts again. */
export function nextFrame(range: TimeRange, window: TimeRange, step: number): TimeRange {
  const length = range.to - range.from
  const at = range.to >= window.to ? window.from : range.from + step
  return moveRange({ from: at, to: at + length }, 'whole', at, window)
}

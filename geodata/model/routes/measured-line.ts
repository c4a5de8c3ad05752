/** A line with heights, measured from its beginning: places on it, the nearest point, figures of a part. */
import { metresBetween } from '../distance.ts'
import { riseOf } from '../relief/climb.ts'
import type { Place } from './chain.ts'
import { type HeightAt, heightAt } from './grades.ts'
import type { Range } from './ranges.ts'

interface LinePoint extends HeightAt {
  readonly at: Place
  /** True for the first point behind an interruption of the line. */
  readonly startsAgain: boolean
}

export interface MeasuredLine {
  readonly points: readonly LinePoint[]
  readonly length_m: number
}

/**
 * Measures a line of positions (longitude, latitude, and height in metres where known), so that it has the
 * stated length in metres. `gaps`: indices of the first positions behind interruptions, which count nothing.
 */
export function measureLine(
  coordinates: readonly (readonly number[])[],
  length_m: number,
  gaps: readonly number[] = [],
): MeasuredLine {
  const isGap = new Set(gaps)
  let reached = 0
  const measured = coordinates.map(([lon = 0, lat = 0, height], index) => {
    const [x = lon, y = lat] = coordinates[index - 1] ?? []
    if (!isGap.has(index)) reached += metresBetween([x, y], [lon, lat])
    return { at: [lon, lat] as const, height, reached, startsAgain: isGap.has(index) }
  })
  const scale = reached > 0 ? length_m / reached : 1
  return {
    length_m,
    points: measured.map(({ at, height, reached: metres, startsAgain }) => ({
      at,
      at_m: metres * scale,
      height_m: height !== undefined && Number.isFinite(height) ? height : null,
      startsAgain,
    })),
  }
}

/** Returns the index of the last point at or before a distance, at most the last but one. */
function indexAt({ points }: MeasuredLine, at_m: number): number {
  let [low, high] = [0, Math.max(0, points.length - 1)]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((points[middle]?.at_m ?? 0) <= at_m) low = middle
    else high = middle
  }
  return low
}

/** Returns the place at a distance in metres; the ends for distances outside. Null for an empty line. */
export function placeAt(line: MeasuredLine, at_m: number): Place | null {
  const index = indexAt(line, at_m)
  const [before, after] = [line.points[index], line.points[index + 1]]
  if (!before) return null
  if (!after) return before.at
  const span = after.at_m - before.at_m
  const share = span > 0 ? Math.min(1, Math.max(0, (at_m - before.at_m) / span)) : 0
  return [
    before.at[0] + (after.at[0] - before.at[0]) * share,
    before.at[1] + (after.at[1] - before.at[1]) * share,
  ]
}

export interface Nearest {
  readonly at_m: number
  /** From the line, in metres. */
  readonly distance_m: number
}

/** Metres of one degree of latitude. */
const DEGREE_M = 111_195

/** Returns the point of a line, or of a range of it, nearest to a place; null for a line without segments. */
export function nearestOn(
  line: MeasuredLine,
  [lon, lat]: Place,
  within: Range = { from_m: 0, to_m: Number.POSITIVE_INFINITY },
): Nearest | null {
  const shrink = Math.cos((lat * Math.PI) / 180)
  let best: Nearest | null = null
  for (let index = 1; index < line.points.length; index += 1) {
    const [a, b] = [line.points[index - 1], line.points[index]]
    if (!a || !b || b.startsAgain || b.at_m < within.from_m || a.at_m > within.to_m) continue
    const [ax, ay] = [(a.at[0] - lon) * shrink * DEGREE_M, (a.at[1] - lat) * DEGREE_M]
    const [dx, dy] = [(b.at[0] - a.at[0]) * shrink * DEGREE_M, (b.at[1] - a.at[1]) * DEGREE_M]
    const square = dx * dx + dy * dy
    const share = square > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square)) : 0
    const distance_m = Math.hypot(ax + dx * share, ay + dy * share)
    if (!best || distance_m < best.distance_m) best = { at_m: a.at_m + (b.at_m - a.at_m) * share, distance_m }
  }
  return best
}

/** Returns the positions of a range of a line, its ends included. */
export function lineOfRange(line: MeasuredLine, { from_m, to_m }: Range): Place[] {
  const inside = line.points.filter(({ at_m }) => at_m > from_m && at_m < to_m).map(({ at }) => at)
  const [first, last] = [placeAt(line, from_m), placeAt(line, to_m)]
  return first && last ? [first, ...inside, last] : []
}

export interface RangeFigures {
  readonly length_m: number
  /** Sums of rises and falls, by the same rule as for the whole line; null without heights. */
  readonly ascent_m: number | null
  readonly descent_m: number | null
}

export function figuresOf(line: MeasuredLine, { from_m, to_m }: Range): RangeFigures {
  const stretches: number[][] = [[]]
  const add = (height: number | null) => height !== null && stretches.at(-1)?.push(height)
  add(heightAt(line.points, from_m))
  for (const { at_m, height_m, startsAgain } of line.points) {
    if (at_m <= from_m || at_m >= to_m) continue
    if (startsAgain) stretches.push([])
    add(height_m)
  }
  add(heightAt(line.points, to_m))
  const sum = (heights: readonly number[][]) => heights.map(riseOf).reduce((a, b) => a + b, 0)
  const isKnown = stretches.some((stretch) => stretch.length > 0)
  return {
    length_m: to_m - from_m,
    ascent_m: isKnown ? sum(stretches) : null,
    descent_m: isKnown ? sum(stretches.map((stretch) => stretch.toReversed())) : null,
  }
}

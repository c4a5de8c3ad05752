/** Gradients along a line with heights. */
import type { Range } from './ranges.ts'

export interface HeightAt {
  /** Metres from the beginning of the line. */
  readonly at_m: number
  readonly height_m: number | null
}

/** Gradients are measured over this distance in metres, because single heights of a model are noisy. */
const GRADE_WINDOW_M = 60

/** A ramp for wheelchairs rises by 1 in 12 at most (GB 50763). */
export const STEEP_PERCENT = 8.33

/** Returns the height at a distance, linear between its neighbours; null where it is not known. */
export function heightAt(points: readonly HeightAt[], at_m: number): number | null {
  let [low, high] = [0, points.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((points[middle]?.at_m ?? 0) <= at_m) low = middle
    else high = middle
  }
  const [before, after] = [points[low], points[high]]
  if (!before || !after || before.height_m === null || after.height_m === null) return null
  const span = after.at_m - before.at_m
  const share = span > 0 ? Math.min(1, Math.max(0, (at_m - before.at_m) / span)) : 0
  return before.height_m + (after.height_m - before.height_m) * share
}

/** Returns the gradient in percent around a distance, positive uphill; null without heights. */
export function gradeAt(points: readonly HeightAt[], at_m: number): number | null {
  const end = points.at(-1)?.at_m ?? 0
  const from = Math.max(0, Math.min(at_m - GRADE_WINDOW_M / 2, end - GRADE_WINDOW_M))
  const to = Math.min(end, from + GRADE_WINDOW_M)
  const [low, high] = [heightAt(points, from), heightAt(points, to)]
  if (low === null || high === null || to - from < 1) return null
  return (100 * (high - low)) / (to - from)
}

/** Metres between two looks at the gradient. */
const STEP_M = 15

/** Returns where a line is steeper than a gradient in percent, uphill or downhill. */
export function steepRanges(points: readonly HeightAt[], percent = STEEP_PERCENT): Range[] {
  const end = points.at(-1)?.at_m ?? 0
  const steep: { from_m: number; to_m: number }[] = []
  for (let from_m = 0; from_m < end; from_m += STEP_M) {
    const to_m = Math.min(end, from_m + STEP_M)
    const grade = gradeAt(points, (from_m + to_m) / 2)
    if (grade === null || Math.abs(grade) < percent) continue
    const last = steep.at(-1)
    if (last && from_m - last.to_m <= STEP_M) last.to_m = to_m
    else steep.push({ from_m, to_m })
  }
  return steep
}

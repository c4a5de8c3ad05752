/** Choropleth classes with round limits, for counts and densities of any magnitude. */

const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const

/** Returns the smallest round number ≥ `value` (> 0). */
function niceStep(value: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const nice = steps.find((step) => step * power >= value * (1 - 1e-9)) ?? 10
  return whole ? Math.max(1, Math.ceil(nice * power)) : nice * power
}

/**
 * Returns ascending lower limits of at most `classes` classes of equal width, from 0 to at least the largest
 * value; only 0 if all values are 0. `whole` makes the limits integers, for counts.
 */
export function classBreaks(values: readonly number[], classes: number, whole: boolean): readonly number[] {
  const most = values.reduce((highest, value) => Math.max(highest, value), 0)
  if (most <= 0) return [0]
  const step = niceStep(most / classes, whole)
  const needed = Math.min(classes, Math.floor(most / step) + 1)
  return Array.from({ length: needed }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Returns the class of a value: the last one with a lower limit ≤ the value. */
export function classOf(value: number, breaks: readonly number[]): number {
  return Math.max(
    0,
    breaks.findLastIndex((low) => value >= low),
  )
}

/** Statistics over several rounds. */

/** Returns the middle value; for an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Returns the value below which this share of the values is, interpolated linearly. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new RangeError('nothing was measured')
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * Returns the order of one round: A B C in even rounds and C B A in odd ones, so that a machine that gets
 * slower or faster favours nobody.
 */
export function orderOfRound<T>(items: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...items] : items.toReversed()
}

/** Rounds to three significant digits, the precision of timings on a shared machine. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3))
}

/** Returns the medians of each number over the rounds. */
export function medians<K extends string>(rounds: readonly Readonly<Record<K, number>>[]): Record<K, number> {
  const keys = Object.keys(rounds[0] ?? {}) as K[]
  const entries = keys.map((key) => [key, rounded(median(rounds.map((round) => round[key])))] as const)
  return Object.fromEntries(entries) as Record<K, number>
}

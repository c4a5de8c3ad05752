/** What is said of several rounds. */

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which this share of the values lies, between two of them by linear interpolation. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new RangeError('nothing was measured')
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * The order of one round: A B C in even rounds and C B A in odd ones, so that a machine which grows
 * slower or faster meanwhile wrongs nobody.
 */
export function orderOfRound<T>(items: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...items] : items.toReversed()
}

/** To three significant digits, as a timing on a shared machine deserves. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3))
}

/** The medians of each number over the rounds. */
export function medians<K extends string>(rounds: readonly Readonly<Record<K, number>>[]): Record<K, number> {
  const keys = Object.keys(rounds[0] ?? {}) as K[]
  const entries = keys.map((key) => [key, rounded(median(rounds.map((round) => round[key])))] as const)
  return Object.fromEntries(entries) as Record<K, number>
}

/** Ranges along a line, in metres from its beginning. */
export interface Range {
  readonly from_m: number
  readonly to_m: number
}

/** Joins neighbouring ranges of the same key; a smaller distance in metres between two is bridged. */
export function joinRanges<One extends Range>(
  ranges: readonly One[],
  keyOf: (range: One) => string,
  bridge_m = 0.5,
): One[] {
  const joined: One[] = []
  const last = new Map<string, number>()
  for (const range of ranges) {
    const key = keyOf(range)
    const index = last.get(key)
    const before = index === undefined ? undefined : joined[index]
    if (index !== undefined && before && range.from_m - before.to_m <= bridge_m)
      joined[index] = { ...before, to_m: Math.max(before.to_m, range.to_m) }
    else {
      last.set(key, joined.length)
      joined.push(range)
    }
  }
  return joined
}

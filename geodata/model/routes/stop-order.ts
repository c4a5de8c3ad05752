/** The order of stops on the shortest trip. */

/** Up to this many stops the order is proven best (Held & Karp 1962); beyond it is improved step by step. */
export const EXACT_STOPS = 9

/**
 * Returns the numbers of the stops between in the order of the shortest trip from the first place to the last.
 * `costs` has a row for each place: the first, the stops, the last; Infinity where there is no way.
 */
export function stopOrder(costs: readonly (readonly number[])[]): number[] {
  const stops = costs.length - 2
  if (stops < 2) return Array.from({ length: stops }, (_, n) => n + 1)
  return stops <= EXACT_STOPS ? exactOrder(costs, stops) : improvedOrder(costs, stops)
}

const cost = (costs: readonly (readonly number[])[], from: number, to: number): number =>
  costs[from]?.[to] ?? Number.POSITIVE_INFINITY

function exactOrder(costs: readonly (readonly number[])[], stops: number): number[] {
  const sets = 2 ** stops
  const best = new Float64Array(sets * stops).fill(Number.POSITIVE_INFINITY)
  const before = new Int8Array(sets * stops).fill(-1)
  for (let stop = 0; stop < stops; stop++) best[2 ** stop * stops + stop] = cost(costs, 0, stop + 1)
  for (let set = 1; set < sets; set++) {
    for (let last = 0; last < stops; last++) {
      const here = best[set * stops + last] as number
      if (here === Number.POSITIVE_INFINITY) continue
      for (let next = 0; next < stops; next++) {
        if (set & (1 << next)) continue
        const at = (set | (1 << next)) * stops + next
        const total = here + cost(costs, last + 1, next + 1)
        if (total >= (best[at] as number)) continue
        best[at] = total
        before[at] = last
      }
    }
  }
  const total = (last: number) =>
    (best[(sets - 1) * stops + last] as number) + cost(costs, last + 1, stops + 1)
  let last = 0
  for (let stop = 1; stop < stops; stop++) if (total(stop) < total(last)) last = stop
  const order: number[] = []
  for (let set = sets - 1; last >= 0 && set > 0; ) {
    order.push(last + 1)
    const previous = before[set * stops + last] as number
    set &= ~(1 << last)
    last = previous
  }
  return order.reverse()
}

/** Inserts each stop where it costs least, then moves stops and turns stretches while that is shorter. */
function improvedOrder(costs: readonly (readonly number[])[], stops: number): number[] {
  const length = (order: readonly number[]) =>
    [...order, stops + 1].reduce(
      (sum, to, n) => sum + cost(costs, n === 0 ? 0 : (order[n - 1] as number), to),
      0,
    )
  let order: number[] = []
  for (let stop = 1; stop <= stops; stop++) {
    const choices = Array.from({ length: order.length + 1 }, (_, at) => order.toSpliced(at, 0, stop))
    order = choices.reduce((best, one) => (length(one) < length(best) ? one : best))
  }
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    for (let from = 0; from < stops; from++) {
      for (let to = from + 1; to < stops; to++) {
        const turned = [
          ...order.slice(0, from),
          ...order.slice(from, to + 1).reverse(),
          ...order.slice(to + 1),
        ]
        const moved = order.toSpliced(from, 1).toSpliced(to, 0, order[from] as number)
        for (const choice of [turned, moved]) {
          if (length(choice) >= length(order) - 1e-9) continue
          order = choice
          isBetter = true
        }
      }
    }
  }
  return order
}

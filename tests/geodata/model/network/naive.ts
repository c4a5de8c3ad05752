/**
 * Computes the same times by Bellman and Ford's algorithm over the last three arcs, with the restrictions of
 * the input as written. Slow and simple.
 */
import type { NetworkGraph } from '../../../../geodata/model/network/graph.ts'
import type { Profile } from '../../../../geodata/model/network/profile.ts'
import type { NetworkInput } from '../../../../geodata/model/network/way.ts'

interface Arc {
  readonly way: string
  readonly tail: number
  readonly head: number
  readonly seconds: number
  readonly number: number
}

/** Returns arcs with nodes of the input. Each way is one edge. */
function arcsOf(
  { ways }: NetworkInput,
  network: NetworkGraph,
  profile: Profile,
  closed: ReadonlySet<number>,
): Arc[] {
  return ways.flatMap((way, n) => {
    const [a, b] = [way.nodes?.[0] as number, way.nodes?.[1] as number]
    const [along, against] = profile.speeds(way)
    if (closed.has(n)) return []
    const metres = network.edgeMetres[n] as number
    const arc = (tail: number, head: number, speed: number, direction: number): Arc[] =>
      speed > 0
        ? [{ way: way.key, tail, head, seconds: (3.6 * metres) / speed, number: 2 * n + direction }]
        : []
    return [...arc(a, b, along, 0), ...arc(b, a, against, 1)]
  })
}

/** Returns whether the last arcs of a path are allowed. */
function allowed(input: NetworkInput, profile: Profile, path: readonly Arc[], all: readonly Arc[]): boolean {
  const last = path.at(-1) as Arc
  const before = path.at(-2)
  const first = path.at(-3)
  if (before === undefined) return true
  const gate = input.barriers.find(({ node }) => node === last.tail)
  if (gate !== undefined && !profile.passes(gate) && before.way !== last.way) return false
  return input.turns.every((turn) => {
    if (!profile.obeys(turn)) return true
    const isOnly = turn.kind.startsWith('only_')
    // A restriction whose last way is impassable from there has no effect.
    const exists = all.some((arc) => arc.tail === last.tail && arc.way === turn.to) || !isOnly
    const exit = isOnly ? last.way !== turn.to : last.way === turn.to
    if (turn.viaNode !== null)
      return !(before.way === turn.from && last.tail === turn.viaNode && exit && exists)
    const [middle] = turn.viaWays ?? []
    const isEntered = first?.way === turn.from && before.way === middle
    return !(isEntered && exit && exists)
  })
}

/** Returns seconds at the head of each arc, from the head of a first one. */
export function naiveTimes(
  input: NetworkInput,
  network: NetworkGraph,
  profile: Profile,
  start: number,
  closed: ReadonlySet<number> = new Set(),
): Map<number, number> {
  const open = arcsOf(input, network, profile, closed)
  const every = arcsOf(input, network, profile, new Set())
  const known = every.map((arc) => ({ ...arc }))
  const begin = open.find(({ number }) => number === start)
  if (begin === undefined) return new Map()
  const best = new Map<string, { path: readonly Arc[]; seconds: number }>()
  best.set(String(begin.number), { path: [begin], seconds: 0 })
  for (let changed = true; changed; ) {
    changed = false
    for (const { path, seconds } of [...best.values()]) {
      const last = path.at(-1) as Arc
      for (const arc of open) {
        if (arc.tail !== last.head || !allowed(input, profile, [...path, arc], known)) continue
        const next = [...path, arc].slice(-2)
        const key = next.map(({ number }) => number).join()
        const total = seconds + arc.seconds
        if (total >= (best.get(key)?.seconds ?? Number.POSITIVE_INFINITY) - 1e-9) continue
        best.set(key, { path: next, seconds: total })
        changed = true
      }
    }
  }
  const times = new Map<number, number>()
  for (const { path, seconds } of best.values()) {
    const { number } = path.at(-1) as Arc
    times.set(number, Math.min(seconds, times.get(number) ?? Number.POSITIVE_INFINITY))
  }
  return times
}

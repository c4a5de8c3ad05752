/**
 * Seeded pseudo-random numbers. The sample must be the same, byte for byte, on every machine, so nothing here
 * uses the clock or the platform's random numbers.
 */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [from, to). */
  between(from: number, to: number): number
  /** Uniform integer in [from, to], both included. */
  integer(from: number, to: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of a non-empty list, with equal probability. */
  pick<T>(list: readonly T[]): T
  /** One key of a table, with probability by its weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  /** Normal distribution (Box and Muller). */
  normal(mean: number, deviation: number): number
}

/** Returns the 32-bit FNV-1a hash of a text, so that names can be seeds. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return hash >>> 0
}

/** Returns a separate stream for each name (mulberry32). */
export function createRandom(name: string): Random {
  let state = hashText(name)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    integer: (from, to) => from + Math.floor((to - from + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => pickFrom(list, next()),
    weighted: (weights) => pickWeighted(weights, next()),
    normal: (mean, deviation) => {
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      return mean + deviation * radius * Math.cos(2 * Math.PI * next())
    },
  }
}

function pickFrom<T>(list: readonly T[], at: number): T {
  const item = list[Math.floor(at * list.length)]
  if (item === undefined) throw new RangeError('cannot pick from an empty list')
  return item
}

function pickWeighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>, at: number): K {
  const entries = Object.entries(weights) as [K, number][]
  let rest = at * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of entries) {
    rest -= weight
    if (rest < 0) return key
  }
  const last = entries.at(-1)
  if (last === undefined) throw new RangeError('cannot pick from an empty table')
  return last[0]
}

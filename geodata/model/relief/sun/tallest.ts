/** The inverse: the tallest block on a footprint that leaves every neighbour its hours. */
import type { Prism } from './casters.ts'
import { criticalHeights } from './critical.ts'
import { bitAt, countedSamples, wordsFor } from './spells.ts'
import type { StudyGround, StudyRule } from './study.ts'
import { type LitWindows, litWindows } from './windows.ts'

export interface TallestBlock {
  /** Top in metres in the datum of the ground, a multiple of `step` above `ground`; `most` if nothing binds. */
  readonly top: number
  /** The window that loses its hours one step above; null if nothing binds. */
  readonly binding: string | null
}

export interface HeightSearch {
  /** Ground of the block and the highest top that is asked for, in metres. */
  readonly ground: number
  readonly most: number
  /** Metres; 0.1 is what a plan states. */
  readonly step: number
}

/** Samples of a window as the search reads them. */
interface WindowSamples {
  readonly before: LitWindows
  readonly critical: Float64Array
}

/**
 * Returns the tallest top of blocks of one height. Windows with enough sun keep enough; windows with too little before lose nothing.
 * A higher block never lights a sample again, so the tops that a window allows are searched by halving.
 */
export function tallestBlock(
  ground: StudyGround,
  blocks: readonly Prism['rings'][],
  rule: StudyRule,
  search: HeightSearch,
): TallestBlock {
  const found = windowSamples(ground, blocks)
  let steps = Math.floor((search.most - search.ground) / search.step + 1e-9)
  let binding: string | null = null
  ground.windows.forEach(({ id }, w) => {
    const allows = allowance(found, w, ground, rule)
    if (allows(search.ground + steps * search.step)) return
    let [low, high] = [0, steps]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (allows(search.ground + middle * search.step)) low = middle
      else high = middle
    }
    steps = low
    binding = id
  })
  return { top: search.ground + steps * search.step, binding }
}

/** Returns bits of windows before the block, and the heights from which it cuts each sample. */
function windowSamples(ground: StudyGround, blocks: readonly Prism['rings'][]): WindowSamples {
  return {
    before: litWindows(ground.windows, ground.standing, ground.samples, ground.horizon),
    critical: criticalHeights(ground.windows, blocks, ground.samples),
  }
}

/** Returns whether window w has what it needs below a block of a top. */
function allowance({ before, critical }: WindowSamples, w: number, ground: StudyGround, rule: StudyRule) {
  const { count, window } = ground.samples
  const start = w * before.words
  const minutes = (bits: Uint32Array, at: number) =>
    countedSamples(bits, at, 0, count, window.step, rule) * window.step
  const needed = Math.min(rule.needed, minutes(before.bits, start))
  const bits = new Uint32Array(wordsFor(count))
  return (top: number): boolean => {
    bits.fill(0)
    for (let k = 0; k < count; k++)
      if (bitAt(before.bits, start, k) && (critical[w * count + k] ?? 0) >= top)
        bits[k >>> 5] = (bits[k >>> 5] ?? 0) | (1 << (k & 31))
    return minutes(bits, 0) >= needed
  }
}

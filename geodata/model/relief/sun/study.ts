/** A study of sunlight: hours of each window before and after a proposal, and which windows lose theirs. */
import type { Prism } from './casters.ts'
import type { SunSamples } from './samples.ts'
import { countedSamples, type SpellRule, spellsOf } from './spells.ts'
import { type LitWindows, litInBoth, litWindows, type SunWindowLine } from './windows.ts'

interface WindowSun {
  /** Minutes that count by the rule. */
  readonly minutes: number
  /** Minutes of the longest unbroken spell. */
  readonly longest: number
  /** True solar minutes after midnight of each spell that is lit, counted or not. */
  readonly spells: readonly (readonly [number, number])[]
}

/**
 * - `keeps`: enough before and after;
 * - `loses`: enough before, too little after the proposal;
 * - `worse`: too little before, and less after;
 * - `short`: too little before, and no less after.
 */
const windowVerdicts = ['loses', 'worse', 'short', 'keeps'] as const
type WindowVerdict = (typeof windowVerdicts)[number]

export interface WindowResult {
  readonly window: string
  readonly building: string
  readonly before: WindowSun
  readonly after: WindowSun
  readonly verdict: WindowVerdict
}

export interface StudyRule extends SpellRule {
  /** Minutes that a window needs. */
  readonly needed: number
}

export interface StudyGround {
  readonly windows: readonly SunWindowLine[]
  /** What stands before the proposal, receiving buildings included: they shade one another. */
  readonly standing: readonly Prism[]
  readonly samples: SunSamples
  readonly horizon?: ((window: SunWindowLine) => Float32Array) | null
}

/** Sun of one window between two samples; each bit stands for a step of the window of the day. */
function sunOf(
  { bits, words }: LitWindows,
  w: number,
  { window, count }: SunSamples,
  rule: SpellRule,
): WindowSun {
  const spells = spellsOf(bits, w * words, 0, count)
  const timeOf = (k: number) => window.from + k * window.step
  return {
    minutes: countedSamples(bits, w * words, 0, count, window.step, rule) * window.step,
    longest: spells.reduce((most, { from, to }) => Math.max(most, to - from), 0) * window.step,
    spells: spells.map(({ from, to }) => [timeOf(from), timeOf(to)]),
  }
}

function verdictOf(before: number, after: number, needed: number): WindowVerdict {
  if (before >= needed) return after >= needed ? 'keeps' : 'loses'
  return after < before ? 'worse' : 'short'
}

/** Returns the results of a study in the order of its windows. */
export function studySun(ground: StudyGround, proposal: readonly Prism[], rule: StudyRule): WindowResult[] {
  const before = litWindows(ground.windows, ground.standing, ground.samples, ground.horizon)
  const after = litInBoth(before, litWindows(ground.windows, proposal, ground.samples))
  return ground.windows.map(({ id, building }, w) => {
    const [first, then] = [before, after].map((lit) => sunOf(lit, w, ground.samples, rule))
    if (!first || !then) throw new Error('a window has no bits')
    const verdict = verdictOf(first.minutes, then.minutes, rule.needed)
    return { window: id, building, before: first, after: then, verdict }
  })
}

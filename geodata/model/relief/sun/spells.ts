/** Samples kept as bits, one for each step: sums and spells of any span are read from them at once. */

/** Which spells of sun count. */
export interface SpellRule {
  /** Minutes; shorter spells do not count. */
  readonly minSpell: number
  /** Only the longest spells count, at most this many; null: all. */
  readonly maxSpells: number | null
}

export const allSpells: SpellRule = { minSpell: 0, maxSpells: null }

export const wordsFor = (count: number): number => (count + 31) >>> 5

/** A spell of samples, `from` to before `to`. */
export interface Spell {
  readonly from: number
  readonly to: number
}

/** Returns the number of set bits of samples `from` to before `to`; `start` is the first word. */
export function countBits(bits: Uint32Array, start: number, from: number, to: number): number {
  let sum = 0
  for (let word = from >>> 5; word << 5 < to; word++) {
    let value = bits[start + word] ?? 0
    const low = from - (word << 5)
    if (low > 0) value &= -1 << low
    const high = to - (word << 5)
    if (high < 32) value &= (1 << high) - 1
    value -= (value >>> 1) & 0x55555555
    value = (value & 0x33333333) + ((value >>> 2) & 0x33333333)
    sum += (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
  }
  return sum
}

export const bitAt = (bits: Uint32Array, start: number, k: number): boolean =>
  (((bits[start + (k >>> 5)] ?? 0) >>> (k & 31)) & 1) === 1

/** Returns the unbroken spells among samples `from` to before `to`, in order. */
export function spellsOf(bits: Uint32Array, start: number, from: number, to: number): Spell[] {
  const spells: Spell[] = []
  let begun = -1
  for (let k = from; k <= to; k++) {
    const lit = k < to && bitAt(bits, start, k)
    if (lit && begun < 0) begun = k
    if (lit || begun < 0) continue
    spells.push({ from: begun, to: k })
    begun = -1
  }
  return spells
}

/** Returns the samples that count by a rule; each stands for `step` minutes. */
export function countedSamples(
  bits: Uint32Array,
  start: number,
  from: number,
  to: number,
  step: number,
  rule: SpellRule,
): number {
  if (rule.minSpell <= step && rule.maxSpells === null) return countBits(bits, start, from, to)
  const lengths = spellsOf(bits, start, from, to)
    .map((spell) => spell.to - spell.from)
    .filter((length) => length * step >= rule.minSpell)
    .sort((a, b) => b - a)
  return lengths.slice(0, rule.maxSpells ?? lengths.length).reduce((sum, length) => sum + length, 0)
}

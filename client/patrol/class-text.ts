/** Texts of map classes. */

export interface Classes {
  readonly breaks: readonly number[]
  readonly colours: readonly string[]
  readonly whole: boolean
}

/** Returns the text of a class: "5–9" for counts, "5–10" for measures, "≥ 20" for the last one. */
export function classText(
  { breaks, whole }: Classes,
  index: number,
  write: (value: number) => string,
): string {
  const low = breaks[index] ?? 0
  const next = breaks[index + 1]
  if (next === undefined) return breaks.length === 1 ? write(low) : `≥ ${write(low)}`
  const high = whole ? next - 1 : next
  return high === low ? write(low) : `${write(low)}–${write(high)}`
}

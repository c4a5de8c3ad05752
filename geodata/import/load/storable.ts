/** Finds text that PostgreSQL cannot store: U+0000 and unpaired surrogates. */

/** JSON escapes exactly these; a text that contains the letters of an escape is checked once more. */
const ESCAPED = /\\u(0000|d[89a-f])/

/** In a pattern with the flag `u`, only an unpaired surrogate matches `Cs`. */
const isStorable = (text: string) => !text.includes('\0') && !/\p{Cs}/u.test(text)

const isStorableValue = (value: unknown): boolean =>
  typeof value === 'string' ? isStorable(value) : Array.isArray(value) ? value.every(isStorableValue) : true

/**
 * Returns the name of the first property that cannot be stored; undefined if all can. `json` is their JSON.
 */
export function unstorable(properties: Readonly<Record<string, unknown>>, json: string): string | undefined {
  if (!ESCAPED.test(json)) return undefined
  return Object.entries(properties).find(([, value]) => !isStorableValue(value))?.[0]
}

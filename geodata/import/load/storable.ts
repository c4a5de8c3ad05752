/** What PostgreSQL cannot keep as text, and JavaScript can: U+0000, and halves of surrogate pairs. */

/** JSON escapes just these; a text that has the letters of an escape is looked at once more. */
const ESCAPED = /\\u(0000|d[89a-f])/

/** In a pattern of code points, a surrogate is one that has no partner. */
const isStorable = (text: string) => !text.includes('\0') && !/\p{Cs}/u.test(text)

const isStorableValue = (value: unknown): boolean =>
  typeof value === 'string' ? isStorable(value) : Array.isArray(value) ? value.every(isStorableValue) : true

/** Name of the first property that cannot be stored, undefined if all can. `json` is their JSON. */
export function unstorable(properties: Readonly<Record<string, unknown>>, json: string): string | undefined {
  if (!ESCAPED.test(json)) return undefined
  return Object.entries(properties).find(([, value]) => !isStorableValue(value))?.[0]
}

/** Writes answers of Open311 GeoReport v2 in XML and JSON from the same items. */

/** Elements by name: text, nested items, or null for an empty element. */
export interface Item {
  readonly [name: string]: string | number | boolean | null | readonly Item[]
}

export type Format = 'xml' | 'json'
export const formats = ['xml', 'json'] as const
export const mediaTypes: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Control characters that XML 1.0 forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are to be left out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

const escaped = (text: string) =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => escapes[character] ?? '')

/** Returns the XML name of the elements of a list: `values` has `value` elements. */
const singular = (name: string) => name.replace(/s$/, '')

function element(name: string, value: Item[string]): string {
  if (value === null) return `<${name}/>`
  if (typeof value === 'object')
    return `<${name}>${value.map((item) => `<${singular(name)}>${members(item)}</${singular(name)}>`).join('')}</${name}>`
  return `<${name}>${escaped(String(value))}</${name}>`
}

const members = (item: Item) =>
  Object.entries(item)
    .map(([name, value]) => element(name, value))
    .join('')

/** Returns a list of items as `<root><name>…</name>…</root>` or as a JSON array. */
export function writeList(format: Format, root: string, name: string, items: readonly Item[]): string {
  if (format === 'json') return JSON.stringify(items)
  const body = items.map((item) => `<${name}>${members(item)}</${name}>`).join('')
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>${body}</${root}>\n`
}

/** Returns a single item as `<root>…</root>` or as a JSON object. */
export function writeItem(format: Format, root: string, item: Item): string {
  if (format === 'json') return JSON.stringify(item)
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root}>${members(item)}</${root}>\n`
}

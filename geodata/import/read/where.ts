/** Quotes column names in a condition as GDAL requires. */
import type { FileLayer } from './file-layer.ts'

/** Text in quotes of either kind, or a word. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}\p{N}_]+/gu

/** Quotes names beyond ASCII letters: `地类 = '林地'` becomes `"地类" = '林地'`. */
export function quotedWhere(where: string | undefined, { fields }: FileLayer): string | undefined {
  const names = new Set(fields.map(({ name }) => name).filter((name) => /[^\x20-\x7e]/.test(name)))
  return where?.replaceAll(TOKEN, (token) => (names.has(token) ? `"${token}"` : token))
}

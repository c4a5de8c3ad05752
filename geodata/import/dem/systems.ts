/** Reads the horizontal and vertical parts of a raster's coordinate system. */
import type { Text } from '../../model/text.ts'

/** WKT of a system with horizontal and vertical parts begins with this. */
const COMPOUND = /^\s*COMPOUNDCRS\[/

/** Returns the WKT of the projected or geographic system alone. */
export function horizontalPart(wkt: string): string {
  return COMPOUND.test(wkt) ? (partOf(wkt, /(PROJCRS|GEOGCRS|GEODCRS|BOUNDCRS)\[/) ?? wkt) : wkt
}

/**
 * Returns the WKT from the first match of the keyword to its closing bracket. Brackets in names do not count.
 */
function partOf(wkt: string, keyword: RegExp): string | undefined {
  const start = wkt.search(keyword)
  let depth = 0
  let quoted = false
  for (let at = start; at >= 0 && at < wkt.length; at++) {
    const sign = wkt[at]
    if (sign === '"') quoted = !quoted
    else if (!quoted && sign === '[') depth++
    else if (!quoted && sign === ']' && --depth === 0) return wkt.slice(start, at + 1)
  }
  return undefined
}

const known: readonly (readonly [RegExp, Text])[] = [
  [/Yellow Sea 1985/i, { zh: '1985 国家高程基准', en: 'Yellow Sea 1985' }],
  [/Yellow Sea( 1956)?/i, { zh: '1956 黄海高程系', en: 'Yellow Sea 1956' }],
  [/EGM ?96/i, { zh: 'EGM96 大地水准面', en: 'EGM96 geoid' }],
  [/EGM ?2008/i, { zh: 'EGM2008 大地水准面', en: 'EGM2008 geoid' }],
]

/** Returns the vertical datum for the report; null if the file declares none. Heights are not converted. */
export function verticalDatumOf(wkt: string): Text | null {
  const vertical = partOf(wkt, /VERTCRS\[/)
  if (vertical === undefined) {
    return /CS\[ellipsoidal,3\]/.test(wkt) ? { zh: '椭球高', en: 'the ellipsoid' } : null
  }
  const name = /^VERTCRS\["([^"]+)"/.exec(vertical)?.[1] ?? ''
  const datum = /V(?:ERTICAL)?DATUM\["([^"]+)"/.exec(vertical)?.[1] ?? name
  const words = known.find(([pattern]) => pattern.test(datum) || pattern.test(name))?.[1]
  return words ?? (datum === '' ? null : { zh: datum, en: datum })
}

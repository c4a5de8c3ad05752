/** East and north, or longitude and latitude. */
type Position = readonly [x: number, y: number]

/** Returns the rings of each polygon of a POLYGON or MULTIPOLYGON; none for other text. */
export function wktPolygons(text: unknown): readonly (readonly (readonly Position[])[])[] {
  const [, multi, body = ''] = /^(MULTI)?POLYGON *(\(.*\))$/i.exec(typeof text === 'string' ? text : '') ?? []
  if (body === '') return []
  const json = body
    .replaceAll(/([-\d.e+]+) ([-\d.e+]+)/g, '[$1,$2]')
    .replaceAll('(', '[')
    .replaceAll(')', ']')
  const parsed = JSON.parse(json)
  return multi === undefined ? [parsed] : parsed
}

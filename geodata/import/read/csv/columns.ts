/** Finds the columns of a table that hold its geometry. */
import { ImportError } from '../../error.ts'

export type GeometryColumns =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'wkt'; readonly at: number }

const WKT_NAMES = new Set(['wkt', 'geom', 'geometry', 'thegeom', 'shape', '几何', '图形', '空间数据'])
const WKT_VALUE =
  /^\s*(SRID=\d+;\s*)?(MULTI)?(POINT|LINESTRING|POLYGON|CURVE|SURFACE|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|GEOMETRYCOLLECTION)\s*(Z|M|ZM)?\s*(\(|EMPTY)/i

/** In order of preference: names that imply degrees before x and y. */
const pairs: readonly (readonly [RegExp, RegExp])[] = [
  [/^(lon|lng|long|longitude|经度|东经)$/, /^(lat|latitude|纬度|北纬)$/],
  [/(lon|lng|longitude|经度)/, /(lat|latitude|纬度)/],
  [
    /^(x|xcoord|coordx|pointx|easting|east|x坐标|东坐标|横坐标)$/,
    /^(y|ycoord|coordy|pointy|northing|north|y坐标|北坐标|纵坐标)$/,
  ],
]

/** Removes units in brackets, blanks and dashes. */
const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[（(【[].*?[)）】\]]/g, '')
    .replaceAll(/[\s_\-.°]/g, '')

/**
 * Returns the geometry columns, judged by `rows`, a sample. Throws ImportError if there are none or several
 * candidates.
 */
export function geometryColumns(
  file: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): GeometryColumns {
  const names = headings.map(plain)
  const wkt = headings.findIndex((_, i) => {
    const values = rows.map((row) => row[i] ?? '').filter((value) => value.trim() !== '')
    return values.length > 0 && values.every((value) => WKT_VALUE.test(value))
  })
  if (wkt >= 0) return { kind: 'wkt', at: wkt }
  for (const [x, y] of pairs) {
    const xs = indexes(names, x)
    const ys = indexes(names, y)
    const [firstX] = xs
    const [firstY] = ys
    if (firstX === undefined || firstY === undefined) continue
    if (xs.length > 1 || ys.length > 1)
      throw ambiguous(
        file,
        [...xs, ...ys].map((i) => headings[i] ?? ''),
      )
    return { kind: 'point', x: firstX, y: firstY }
  }
  const named = names.findIndex((name) => WKT_NAMES.has(name))
  if (named >= 0 && rows.length > 0) throw noWkt(file, headings[named] ?? '', rows[0]?.[named] ?? '')
  throw none(file, headings)
}

const indexes = (names: readonly string[], pattern: RegExp) =>
  names.flatMap((name, i) => (pattern.test(name) ? [i] : []))

const ambiguous = (file: string, columns: readonly string[]) =>
  new ImportError({
    zh: `${file} 有多列可作坐标：${columns.join('、')}。请只保留一对，列名为“经度”“纬度”。`,
    en: `Several columns of ${file} may be coordinates: ${columns.join(', ')}. Keep one pair, named lon and lat.`,
  })

const noWkt = (file: string, column: string, value: string) =>
  new ImportError({
    zh: `${file} 的列“${column}”不是 WKT：收到的是“${value.slice(0, 40)}”。`,
    en: `The column "${column}" of ${file} is not WKT: it contains "${value.slice(0, 40)}".`,
  })

const none = (file: string, headings: readonly string[]) =>
  new ImportError({
    zh: `${file} 中没有坐标列：需要“经度”和“纬度”（或 lon 和 lat、x 和 y）两列，或一列 WKT。文件的列：${headings.join('、')}。`,
    en: `${file} has no columns of coordinates: it needs lon and lat (or 经度 and 纬度, x and y), or a column of WKT. Columns of the file: ${headings.join(', ')}.`,
  })

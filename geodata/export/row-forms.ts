/** The select list of a statement, by row form. */

import { type Crs, crs84 } from '../model/coordinate-systems.ts'
import type { Property } from '../model/layer.ts'
import { columnOf, identifier } from './columns.ts'
import type { RowForm } from './format.ts'

/** Easting or longitude first, as in PostGIS. */
const transformed = ({ srid }: Crs): string => (srid === 4326 ? 't.geom' : `ST_Transform(t.geom, ${srid})`)

/** Returns the geometry as GeoJSON text in the axis order of its system; 0 leaves out a member `crs`. */
function geojsonSql(crs: Crs): string {
  const geometry = transformed(crs)
  return `ST_AsGeoJSON(${crs.northFirst ? `ST_FlipCoordinates(${geometry})` : geometry}, ${crs.decimals}, 0)`
}

/** Content of rows: properties in the catalogue's order, and the coordinate system. */
interface Parts {
  readonly crs: Crs
  readonly properties: readonly Property[]
}

/**
 * Returns a property as JSON. Whole values of fractional columns get a decimal point (`1.0`), because readers
 * that check only the first features treat a column of `1` and `2` as integers and truncate later values.
 */
function jsonColumn(property: Property): string {
  const column = columnOf(property)
  if (property.type !== 'number') return column
  const whole = `${column} = trunc(${column}) and abs(${column}) < 1e15`
  return `case when ${whole} then (${column}::text || '.0')::json else to_json(${column}) end as ${identifier(property.name)}`
}

/** Returns a GeoJSON feature as text. Joining texts is faster than building JSON of the parsed geometry. */
export function featureSql({ crs, properties }: Parts): string {
  const columns = properties.map(jsonColumn).join(', ')
  return `'{"type":"Feature","id":' || t.id || ',"geometry":' || ${geojsonSql(crs)} || ',"properties":'
    || (select row_to_json(p) from (select ${columns}) as p)::text || '}' as feature`
}

/**
 * Returns a feature for a file. Readers expect GeoJSON in CRS84 (RFC 7946), whatever an HTTP header said. In
 * another system it is therefore JSON-FG (OGC 21-045): `place` is in that system, in its axis order, and
 * `geometry` in CRS84, for readers that do not support `place`.
 */
function savedFeatureSql({ crs, properties }: Parts): string {
  const feature = featureSql({ crs: crs84, properties })
  if (crs === crs84) return feature
  return feature.replace(
    `',"geometry":'`,
    () => `',"time":null,"place":' || ${geojsonSql(crs)} || ',"geometry":'`,
  )
}

const forms: Readonly<Record<RowForm | 'id', (parts: Parts) => readonly string[]>> = {
  id: () => [],
  feature: (parts) => [featureSql(parts)],
  'saved-feature': (parts) => [savedFeatureSql(parts)],
  wkb: ({ crs, properties }) => [
    `ST_AsBinary(${transformed(crs)}, 'NDR') as geometry`,
    ...properties.map(columnOf),
  ],
  wkt: ({ crs, properties }) => [
    `ST_AsText(${transformed(crs)}, ${crs.decimals}) as geometry`,
    ...properties.map(columnOf),
  ],
}

/** Returns the select list: the id, and the feature in its form. */
export const rowColumns = (parts: Parts, form: RowForm | 'id'): readonly string[] => [
  't.id',
  ...forms[form](parts),
]

import { open } from 'node:fs/promises'
import type { Geometry, Position } from 'geojson'
import { nested } from '../../../model/planning/boundary-file/rings.ts'
import { lineOf, positionsOf, ringsOf } from '../../../model/planning/vct/boundaries.ts'
import type { VctPlacement } from '../../../model/planning/vct/declared-system.ts'
import type { VctDocument, VctField } from '../../../model/planning/vct/vct.ts'
import type { VctLayer } from './layer.ts'

/** Counts for the report, over all layers. */
export interface Tally {
  turned: number
  withoutRow: number
}

/** Number of characters to buffer before they are written. */
const BUFFER = 4_000_000

/** Writes the features of a layer as a GeoJSON collection, and returns their number. */
export async function writeFeatures(
  path: string,
  document: VctDocument,
  layer: VctLayer,
  placement: VctPlacement,
  tally: Tally,
): Promise<number> {
  const crs =
    placement.epsg === null
      ? ''
      : `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::${placement.epsg}"}},`
  const handle = await open(path, 'w')
  let count = 0
  try {
    let text = `{"type":"FeatureCollection",${crs}"features":[`
    for (const { id, geometry } of shapesOf(document, layer, placement, tally)) {
      const properties = propertiesOf(document, layer, id, tally)
      text += `${count === 0 ? '' : ','}\n{"type":"Feature","properties":{${properties}},"geometry":${JSON.stringify(geometry)}}`
      count++
      if (text.length > BUFFER) {
        await handle.write(text)
        text = ''
      }
    }
    await handle.write(`${text}\n]}`)
  } finally {
    await handle.close()
  }
  return count
}

function* shapesOf(
  document: VctDocument,
  { kind, codes }: VctLayer,
  { unit, isSwapped }: VctPlacement,
  tally: Tally,
): Generator<{ id: string; geometry: Geometry }> {
  const place = ([x, y]: readonly [number, number]): Position => (isSwapped ? [y, x] : [x, y])
  const objects =
    kind === 'point' ? document.points : kind === 'line' ? document.lines.values() : document.polygons
  for (const object of objects) {
    if (!codes.has(object.code)) continue
    const { id } = object
    if ('positions' in object) {
      const coordinates = positionsOf(object.positions).map(place)
      const [first] = coordinates
      if (coordinates.length === 1 && first) yield { id, geometry: { type: 'Point', coordinates: first } }
      else yield { id, geometry: { type: 'MultiPoint', coordinates } }
    } else if ('path' in object) {
      const coordinates = lineOf(document, id, object.line).map(place)
      yield { id, geometry: { type: 'LineString', coordinates } }
    } else {
      const { rings, turned } = ringsOf(document, object, unit)
      tally.turned += turned
      const coordinates = nested(rings).map((polygon) => polygon.map((ring) => ring.map(place)))
      yield { id, geometry: { type: 'MultiPolygon', coordinates } }
    }
  }
}

const numbers = /^(int|integer|smallint|bigint|int[1248]|float|double|numeric|decimal)$/
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** Returns the columns as JSON, without braces. Numbers are copied digit by digit. */
function propertiesOf({ rows }: VctDocument, { table, name }: VctLayer, id: string, tally: Tally): string {
  if (table === null) return `"标识码":${JSON.stringify(id)},"要素":${JSON.stringify(name)}`
  const values = rows.get(table.name)?.get(id)
  if (values === undefined) tally.withoutRow++
  return table.fields
    .map((field, index) => `${JSON.stringify(field.name)}:${jsonOf(field, values?.[index] ?? '')}`)
    .join(',')
}

const jsonOf = ({ type }: VctField, text: string): string => {
  if (text === '') return 'null'
  return numbers.test(type) && NUMBER.test(text) ? text : JSON.stringify(text)
}

/** SQL of spatial predicates. Geometry literals are bound as GeoJSON and transformed to the stored system. */
import type { Geometry, Position } from 'geojson'
import { type Crs, isInDomain } from '../../../geodata/model/coordinate-systems.ts'
import { boxesOf } from '../select/bbox.ts'
import { type FilterContext, propertySql } from './queryable.ts'
import { type Call, type Expression, isBox, isGeometry, isProperty } from './tree.ts'

const functions: Readonly<Record<string, string>> = {
  s_intersects: 'ST_Intersects',
  s_equals: 'ST_Equals',
  s_disjoint: 'ST_Disjoint',
  s_touches: 'ST_Touches',
  s_within: 'ST_Within',
  s_overlaps: 'ST_Overlaps',
  s_crosses: 'ST_Crosses',
  s_contains: 'ST_Contains',
}

export const isSpatialOperator = (op: string): boolean => Object.hasOwn(functions, op)

export function spatialSql(context: FilterContext, call: Call): string {
  const [left, right] = call.args.map((operand) => operandSql(context, operand, call))
  return `${functions[call.op]}(${left}, ${right})`
}

function operandSql(context: FilterContext, node: Expression, call: Call): string {
  if (isBox(node)) return literalSql(context, boxGeometry(context, node.bbox, call), call)
  if (isGeometry(node)) return literalSql(context, eastFirst(context, node, call), call)
  const sql =
    typeof node === 'object' && isProperty(node) ? propertySql(context, node.property, node) : undefined
  if (sql?.type === 'geometry') return sql.text
  const expected = { zh: '属性 geometry 或几何', en: 'the property geometry or a geometry' }
  throw context.refuse(typeof node === 'object' ? node : call, expected, JSON.stringify(node))
}

const dimensions: Readonly<Record<Geometry['type'], 1 | 2 | 3 | undefined>> = {
  Point: 1,
  MultiPoint: 1,
  LineString: 2,
  MultiLineString: 2,
  Polygon: 3,
  MultiPolygon: 3,
  GeometryCollection: undefined,
}

/** Returns SQL of a valid geometry in WGS 84, easting first; self-intersections are repaired. */
function literalSql({ bound, crs, refuse }: FilterContext, geometry: Geometry, call: Call): string {
  const text = `ST_SetSRID(ST_GeomFromGeoJSON(${bound.bind(JSON.stringify(geometry), 'text')}), ${crs.srid})`
  const stored = crs.srid === 4326 ? text : `ST_Transform(${text}, 4326)`
  const dimension = dimensions[geometry.type]
  if (dimension === 1) return stored
  if (dimension !== undefined) return `ST_CollectionExtract(ST_MakeValid(${stored}), ${dimension})`
  if (call.op === 's_intersects' || call.op === 's_disjoint') return `ST_MakeValid(${stored})`
  const expected = {
    zh: '单一类型的几何（GEOMETRYCOLLECTION 只能用于 S_INTERSECTS 和 S_DISJOINT）',
    en: 'a geometry of one kind (a GEOMETRYCOLLECTION goes with S_INTERSECTS and S_DISJOINT only)',
  }
  throw refuse(call, expected, 'GEOMETRYCOLLECTION')
}

/**
 * Returns the geometry with the easting first and without heights. Throws a ProblemError if it is outside its
 * system.
 */
function eastFirst(context: FilterContext, geometry: Geometry, call: Call): Geometry {
  const turn = (position: Position): Position => turned(context, position, call)
  const line = (positions: readonly Position[]) => positions.map(turn)
  const rings = (polygon: readonly (readonly Position[])[]) => polygon.map(line)
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: turn(geometry.coordinates) }
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: line(geometry.coordinates) }
    case 'MultiLineString':
    case 'Polygon':
      return { type: geometry.type, coordinates: rings(geometry.coordinates) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(rings) }
    case 'GeometryCollection':
      return {
        type: 'GeometryCollection',
        geometries: geometry.geometries.map((part) => eastFirst(context, part, call)),
      }
  }
}

function turned({ crs, refuse }: FilterContext, position: Position, call: Call): Position {
  const [first = 0, second = 0] = position
  const [x, y] = crs.northFirst ? [second, first] : [first, second]
  if (isInDomain(crs, x, y)) return [x, y]
  throw refuse(call, expectedPosition(crs), position.join(' '))
}

const expectedPosition = ({ uri, northFirst, domain: [west, south, east, north] }: Crs) => {
  const [first, second] = northFirst
    ? [`${south}…${north}`, `${west}…${east}`]
    : [`${west}…${east}`, `${south}…${north}`]
  return {
    zh: `坐标系 ${uri} 内的坐标（${first}，${second}）`,
    en: `coordinates of ${uri} (${first}, ${second})`,
  }
}

/**
 * Returns a box as a polygon, or a line or point if it has no area; two polygons across the 180th meridian.
 */
function boxGeometry(context: FilterContext, bbox: readonly number[], call: Call): Geometry {
  const half = bbox.length / 2
  const [west = 0, south = 0] = turned(context, [bbox[0] ?? 0, bbox[1] ?? 0], call)
  const [east = 0, north = 0] = turned(context, [bbox[half] ?? 0, bbox[half + 1] ?? 0], call)
  const crosses = west > east && context.crs.domain[0] === -180
  if (south > north || (west > east && !crosses)) {
    throw context.refuse(
      call,
      { zh: '下限不大于上限的 BBOX', en: 'a BBOX from low to high' },
      bbox.join(', '),
    )
  }
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] }
  if (west === east || south === north) {
    return {
      type: 'LineString',
      coordinates: [
        [west, south],
        [east, north],
      ],
    }
  }
  const [first, second] = boxesOf([west, south, east, north])
  const boxes = second === undefined ? [first] : [first, second]
  return {
    type: 'MultiPolygon',
    coordinates: boxes.map(([w, s, e, n]) => [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ]),
  }
}

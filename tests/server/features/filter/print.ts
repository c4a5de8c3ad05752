/**
 * Writes a tree as CQL2 text, with brackets wherever they are allowed. Its texts must not contain a backslash
 * before a quote or at their end, which CQL2 text cannot express.
 */
import type { Geometry, Position } from 'geojson'
import type { Call, Expression, IntervalEnd } from '../../../../server/features/filter/tree.ts'
import { isArray, isBox, isCall, isGeometry, isProperty } from '../../../../server/features/filter/tree.ts'

export function print(node: Expression): string {
  if (typeof node === 'string') return `'${node.replaceAll("'", "''")}'`
  if (typeof node === 'number' || typeof node === 'boolean') return String(node).toUpperCase()
  if (isArray(node)) return `(${node.map(print).join(', ')})`
  if (isProperty(node)) return `"${node.property}"`
  if ('date' in node) return `DATE('${node.date}')`
  if ('timestamp' in node) return `TIMESTAMP('${node.timestamp}')`
  if ('interval' in node) return `INTERVAL(${node.interval.map(printEnd).join(', ')})`
  if (isBox(node)) return `BBOX(${node.bbox.join(',')})`
  if (isGeometry(node)) return printGeometry(node)
  if (isCall(node)) return printCall(node)
  throw new Error('no such node')
}

const printEnd = (end: IntervalEnd): string => (typeof end === 'string' ? `'${end}'` : print(end))

const infix = new Set([
  '=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  'like',
  'and',
  'or',
  'div',
  'in',
])

function printCall({ op, args }: Call): string {
  const [first = '', second = '', third = ''] = args.map(print)
  if (op === 'isNull') return `(${first} IS NULL)`
  if (op === 'not') return `(NOT ${first})`
  if (op === 'between') return `(${first} BETWEEN ${second} AND ${third})`
  if (infix.has(op)) return `(${args.map(print).join(` ${op.toUpperCase()} `)})`
  return `${op.toUpperCase()}(${args.map(print).join(', ')})`
}

const position = (at: Position): string => at.join(' ')
const line = (positions: readonly Position[]): string => `(${positions.map(position).join(', ')})`
const rings = (polygon: readonly (readonly Position[])[]): string => `(${polygon.map(line).join(', ')})`

function printGeometry(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `POINT(${position(geometry.coordinates)})`
    case 'LineString':
      return `LINESTRING${line(geometry.coordinates)}`
    case 'MultiPoint':
      return `MULTIPOINT(${geometry.coordinates.map((at) => `(${position(at)})`).join(', ')})`
    case 'Polygon':
      return `POLYGON${rings(geometry.coordinates)}`
    case 'MultiLineString':
      return `MULTILINESTRING${rings(geometry.coordinates)}`
    case 'MultiPolygon':
      return `MULTIPOLYGON(${geometry.coordinates.map(rings).join(', ')})`
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION(${geometry.geometries.map(printGeometry).join(', ')})`
  }
}

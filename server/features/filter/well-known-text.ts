/** Parses geometry literals of CQL2 text: well-known text and BBOX, with heights. */
import type { Geometry, Position } from 'geojson'
import type { TokenStream } from './token-stream.ts'
import type { BoxLiteral } from './tree.ts'

type Reader = (stream: TokenStream) => Geometry

const readers: Readonly<Record<string, Reader>> = {
  POINT: (stream) => {
    const at = stream.peek()
    const [position, ...rest] = stream.list(() => readPosition(stream))
    if (position === undefined || rest.length > 0) throw stream.wrong({ zh: '一个点', en: 'one point' }, at)
    return { type: 'Point', coordinates: position }
  },
  LINESTRING: (stream) => ({ type: 'LineString', coordinates: line(stream) }),
  POLYGON: (stream) => ({ type: 'Polygon', coordinates: rings(stream) }),
  MULTIPOINT: (stream) => ({ type: 'MultiPoint', coordinates: [...stream.list(() => point(stream))] }),
  MULTILINESTRING: (stream) => ({
    type: 'MultiLineString',
    coordinates: [...stream.list(() => line(stream))],
  }),
  MULTIPOLYGON: (stream) => ({ type: 'MultiPolygon', coordinates: [...stream.list(() => rings(stream))] }),
  GEOMETRYCOLLECTION: (stream) => ({
    type: 'GeometryCollection',
    geometries: [...stream.list(() => stream.nested(() => readGeometry(stream)))],
  }),
}

/** Returns whether a geometry comes next: a name of WKT, perhaps `Z`, and a bracket. */
export function isGeometryNext(stream: TokenStream): boolean {
  const { kind, text } = stream.peek()
  if (kind !== 'word' || !Object.hasOwn(readers, text.toUpperCase())) return false
  return stream.isSymbol('(', 1) || (stream.isWord('Z', 1) && stream.isSymbol('(', 2))
}

export function readGeometry(stream: TokenStream): Geometry {
  const name = stream.take()
  const read = readers[name.text.toUpperCase()]
  if (read === undefined) {
    throw stream.wrong({ zh: 'POINT 等几何类型', en: 'a kind of geometry as POINT' }, name)
  }
  stream.skip('Z')
  return read(stream)
}

/** Parses `BBOX(…)`; the next token is BBOX. */
export function readBox(stream: TokenStream): BoxLiteral {
  const at = stream.take()
  const bbox = stream.list(() => readNumber(stream))
  if (bbox.length !== 4 && bbox.length !== 6) {
    throw stream.wrong({ zh: '四个或六个数字的 BBOX', en: 'a BBOX of four or six numbers' }, at)
  }
  return { bbox }
}

function readNumber(stream: TokenStream): number {
  const sign = stream.skip('-') ? -1 : 1
  if (sign === 1) stream.skip('+')
  if (stream.peek().kind !== 'number') throw stream.wrong({ zh: '数字', en: 'a number' })
  const value = sign * Number(stream.take().text)
  return value === 0 ? 0 : value
}

function readPosition(stream: TokenStream): Position {
  stream.countVertex()
  const position = [readNumber(stream), readNumber(stream)]
  while (position.length < 4 && !stream.isSymbol(',') && !stream.isSymbol(')')) {
    position.push(readNumber(stream))
  }
  return position
}

/** A point of MULTIPOINT may have brackets. */
function point(stream: TokenStream): Position {
  if (!stream.skip('(')) return readPosition(stream)
  const position = readPosition(stream)
  stream.expect(')')
  return position
}

function line(stream: TokenStream): Position[] {
  const at = stream.peek()
  const positions = stream.list(() => readPosition(stream))
  if (positions.length < 2) {
    throw stream.wrong({ zh: '至少两个点的线', en: 'a line of two points at least' }, at)
  }
  return [...positions]
}

function rings(stream: TokenStream): Position[][] {
  return [...stream.list(() => ring(stream))]
}

function ring(stream: TokenStream): Position[] {
  const at = stream.peek()
  const positions = stream.list(() => readPosition(stream))
  if (!isRing(positions)) {
    throw stream.wrong({ zh: '首尾相同、至少四个点的环', en: 'a closed ring of four points at least' }, at)
  }
  return [...positions]
}

/** Returns whether the positions form a ring: at least four, the last equal to the first. */
export function isRing(positions: readonly Position[]): boolean {
  const [first, last] = [positions[0], positions.at(-1)]
  return positions.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
}

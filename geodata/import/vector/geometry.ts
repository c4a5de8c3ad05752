/** Brings a GeoJSON geometry to the kind of a table's column, as EWKB; one feature may be several rows. */

import gcoord from 'gcoord'
import type { Geometry, Position } from 'geojson'
import type { GeometryKind } from '../../model/layer.ts'
import type { Coordinates, RingCoordinates } from '../ewkb.ts'
import { lineEwkb, multiLineEwkb, multiPolygonEwkb, pointEwkb } from '../ewkb.ts'
import type { SkipReason } from '../skipped.ts'

export type Shaped =
  | { readonly parts: readonly string[] }
  | { readonly reason: SkipReason; readonly detail?: string }

/** Brings coordinates to WGS 84. */
export type Shift = (position: Position) => Position

/** From GCJ-02 or BD-09, to within a few millimetres. */
export function shiftFrom(system: 'GCJ-02' | 'BD-09'): Shift {
  const from = system === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  return ([x = Number.NaN, y = Number.NaN]) => gcoord.transform([x, y], from, gcoord.WGS84)
}

/** The simple parts of a geometry, by kind. */
interface Parts {
  readonly points: Coordinates[]
  readonly lines: RingCoordinates[]
  readonly polygons: RingCoordinates[][]
}

class OutOfRange extends Error {}

/** Latitudes past this have no place on the Web Mercator square. */
const LATITUDE_LIMIT = 85.05

/** Gives the rows' geometries, or why there are none. */
export function shapeGeometry(geometry: Geometry | null, kind: GeometryKind, shift: Shift | null): Shaped {
  if (!geometry) return { reason: 'no_geometry' }
  const parts: Parts = { points: [], lines: [], polygons: [] }
  try {
    collect(geometry, parts, (position) => checked(shift ? shift(position) : position))
  } catch (error) {
    if (error instanceof OutOfRange) return { reason: 'out_of_range' }
    throw error
  }
  const made = shapers[kind](parts)
  if (made.length > 0) return { parts: made }
  const isEmpty = parts.points.length + parts.lines.length + parts.polygons.length === 0
  return isEmpty ? { reason: 'no_geometry' } : { reason: 'wrong_geometry', detail: geometry.type }
}

function checked([x, y]: Position): Coordinates {
  if (x === undefined || y === undefined || !(Math.abs(x) <= 180) || !(Math.abs(y) <= LATITUDE_LIMIT))
    throw new OutOfRange()
  return [x, y]
}

type Check = (position: Position) => Coordinates

function collect(geometry: Geometry, parts: Parts, check: Check): void {
  const lineOf = (line: readonly Position[]) => withoutRepeats(line.map(check))
  const polygonOf = (rings: readonly Position[][]) => {
    const [outer, ...holes] = rings.map((ring) => closed(lineOf(ring)))
    if (outer && outer.length > 3) parts.polygons.push([outer, ...holes.filter((hole) => hole.length > 3)])
  }
  const pushLine = (line: readonly Position[]) => {
    const made = lineOf(line)
    if (made.length > 1) parts.lines.push(made)
  }
  if (geometry.type === 'Point') {
    if (geometry.coordinates.length > 0) parts.points.push(check(geometry.coordinates))
  } else if (geometry.type === 'MultiPoint') parts.points.push(...geometry.coordinates.map(check))
  else if (geometry.type === 'LineString') pushLine(geometry.coordinates)
  else if (geometry.type === 'MultiLineString') geometry.coordinates.forEach(pushLine)
  else if (geometry.type === 'Polygon') polygonOf(geometry.coordinates)
  else if (geometry.type === 'MultiPolygon') geometry.coordinates.forEach(polygonOf)
  else if (geometry.type === 'GeometryCollection') {
    for (const inner of geometry.geometries) collect(inner, parts, check)
  }
}

const same = (a: Coordinates | undefined, b: Coordinates | undefined) =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]

const withoutRepeats = (line: readonly Coordinates[]) =>
  line.filter((at, i) => i === 0 || !same(at, line[i - 1]))

/** The embedded database cannot say what is wrong with an open ring: none gets there. */
function closed(ring: Coordinates[]): Coordinates[] {
  const [first] = ring
  return first && !same(first, ring.at(-1)) ? [...ring, first] : ring
}

/** A drawing knows areas only as lines that come back to their beginning. */
const isRing = (line: RingCoordinates) => line.length > 3 && same(line[0], line.at(-1))

const shapers: Readonly<Record<GeometryKind, (parts: Parts) => string[]>> = {
  Point: ({ points, polygons }) =>
    points.length > 0 ? points.map(pointEwkb) : polygons.length > 0 ? [multiPolygonEwkb(polygons)] : [],
  LineString: ({ lines }) => lines.map(lineEwkb),
  MultiLineString: ({ lines }) => (lines.length > 0 ? [multiLineEwkb(lines)] : []),
  MultiPolygon: ({ lines, polygons }) => {
    const areas = polygons.length > 0 ? polygons : lines.filter(isRing).map((ring) => [ring])
    return areas.length > 0 ? [multiPolygonEwkb(areas)] : []
  },
}

/** Lines of a geometry, for the segments of a greenway. */
export function linesOf(geometry: Geometry | null, shift: Shift | null): string[] {
  const shaped = shapeGeometry(geometry, 'LineString', shift)
  return 'parts' in shaped ? [...shaped.parts] : []
}

/** Splits a GeoJSON geometry into points, lines and polygons with closed rings, in WGS 84. */
import type { Geometry, Position } from 'geojson'
import type { Coordinates, RingCoordinates } from '../ewkb.ts'
import type { RepairReason } from '../repairs.ts'
import { closeRing, endsOf, samePlace } from './closing.ts'

/** Converts a position to WGS 84. */
export type Shift = (position: Position) => Position

/** The simple parts of a geometry, by kind. */
export interface Parts {
  readonly points: Coordinates[]
  readonly lines: RingCoordinates[]
  readonly polygons: RingCoordinates[][]
  /** Repairs that were made. */
  readonly repairs: Set<RepairReason>
  /** Whether a ring of a polygon is not closed. */
  hasOpenRing: boolean
  /** Whether a line ends near its beginning. */
  isNearRing: boolean
}

export class OutOfRange extends Error {}

/** Web Mercator tiles end at this latitude. */
const LATITUDE_LIMIT = 85.05

/** Splits the geometry. Throws OutOfRange for a position outside the map. */
export function collectParts(geometry: Geometry, shift: Shift | null): Parts {
  const parts: Parts = {
    points: [],
    lines: [],
    polygons: [],
    repairs: new Set(),
    hasOpenRing: false,
    isNearRing: false,
  }
  collect(geometry, parts, (position) => checked(shift ? shift(position) : position))
  return parts
}

function checked([x, y]: Position): Coordinates {
  if (x === undefined || y === undefined || !(Math.abs(x) <= 180) || !(Math.abs(y) <= LATITUDE_LIMIT))
    throw new OutOfRange()
  return [x, y]
}

type Check = (position: Position) => Coordinates

function collect(geometry: Geometry, parts: Parts, check: Check): void {
  if (geometry.type === 'Point') {
    if (geometry.coordinates.length > 0) parts.points.push(check(geometry.coordinates))
  } else if (geometry.type === 'MultiPoint') parts.points.push(...geometry.coordinates.map(check))
  else if (geometry.type === 'LineString') addLine(geometry.coordinates, parts, check)
  else if (geometry.type === 'MultiLineString') {
    for (const line of geometry.coordinates) addLine(line, parts, check)
  } else if (geometry.type === 'Polygon') addPolygon(geometry.coordinates, parts, check)
  else if (geometry.type === 'MultiPolygon') {
    for (const rings of geometry.coordinates) addPolygon(rings, parts, check)
  } else if (geometry.type === 'GeometryCollection') {
    for (const inner of geometry.geometries) collect(inner, parts, check)
  }
}

const withoutRepeats = (line: readonly Position[], check: Check) =>
  line.map(check).filter((at, i, all) => i === 0 || !samePlace(at, all[i - 1]))

function addLine(line: readonly Position[], parts: Parts, check: Check): void {
  const made = withoutRepeats(line, check)
  if (made.length > 1) parts.lines.push(made)
  else if (line.length > 0) parts.repairs.add('empty_part')
}

function addPolygon(rings: readonly Position[][], parts: Parts, check: Check): void {
  const [outer, ...holes] = rings.map((ring) => ringOf(ring, parts, check))
  const isArea = (ring: RingCoordinates) => ring.length > 3
  if ([outer, ...holes].some((ring) => ring && ring.length > 0 && !isArea(ring)))
    parts.repairs.add('empty_part')
  if (outer && isArea(outer)) parts.polygons.push([outer, ...holes.filter(isArea)])
}

/** Stops open rings here, because the embedded database cannot say what is wrong with them. */
function ringOf(ring: readonly Position[], parts: Parts, check: Check): RingCoordinates {
  const made = withoutRepeats(ring, check)
  const ends = endsOf(made)
  if (ends === 'meet' || made.length < 3) return made
  if (ends !== 'closed') parts.hasOpenRing = true
  else parts.repairs.add('closed')
  return closeRing(made)
}

/**
 * Returns the polygons; if there are none, those of closed lines, because drawings have areas in this form
 * only.
 */
export function areasOf(parts: Parts): RingCoordinates[][] {
  const { points, lines, polygons, repairs } = parts
  if (polygons.length > 0) {
    if (points.length + lines.length > 0) repairs.add('other_kind')
    return polygons
  }
  const rings = lines.flatMap((line) => {
    const ends = endsOf(line)
    if (ends === 'near') parts.isNearRing = true
    if (line.length < 4 || (ends !== 'meet' && ends !== 'closed')) return []
    if (ends === 'closed') repairs.add('closed')
    return [[ends === 'closed' ? closeRing([...line]) : line]]
  })
  if (rings.length > 0) {
    repairs.add('area_of_line')
    if (rings.length < lines.length || points.length > 0) repairs.add('other_kind')
  }
  return rings
}

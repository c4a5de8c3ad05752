/**
 * Converts a GeoJSON geometry to the kind of a table's column, as EWKB; one feature may become several rows.
 */

import gcoord from 'gcoord'
import type { Geometry } from 'geojson'
import type { GeometryKind } from '../../model/layer.ts'
import { lineEwkb, multiLineEwkb, multiPolygonEwkb, pointEwkb } from '../ewkb.ts'
import type { RepairReason } from '../repairs.ts'
import type { SkipReason } from '../skipped.ts'
import { areasOf, collectParts, OutOfRange, type Parts, type Shift } from './parts.ts'

export type { Shift } from './parts.ts'

export type Shaped =
  | { readonly parts: readonly string[]; readonly repairs: readonly RepairReason[] }
  | { readonly reason: SkipReason; readonly detail?: string }

/** Returns the conversion from GCJ-02 or BD-09 to WGS 84, accurate to a few millimetres. */
export function shiftFrom(system: 'GCJ-02' | 'BD-09'): Shift {
  const from = system === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  return ([x = Number.NaN, y = Number.NaN]) => gcoord.transform([x, y], from, gcoord.WGS84)
}

/** Returns the geometries of the rows with the repairs that were made, or the reason why there are none. */
export function shapeGeometry(geometry: Geometry | null, kind: GeometryKind, shift: Shift | null): Shaped {
  if (!geometry) return { reason: 'no_geometry' }
  let parts: Parts
  try {
    parts = collectParts(geometry, shift)
  } catch (error) {
    if (error instanceof OutOfRange) return { reason: 'out_of_range' }
    throw error
  }
  if (parts.hasOpenRing) return { reason: 'open_rings' }
  const made = shapers[kind](parts)
  if (made.length > 0) return { parts: made, repairs: [...parts.repairs] }
  if (parts.isNearRing && kind === 'MultiPolygon') return { reason: 'open_rings' }
  if (parts.points.length + parts.lines.length + parts.polygons.length > 0) {
    return { reason: 'wrong_geometry', detail: geometry.type }
  }
  if (!parts.repairs.has('empty_part')) return { reason: 'no_geometry' }
  return { reason: kind.endsWith('LineString') ? 'too_short' : 'no_area' }
}

const shapers: Readonly<Record<GeometryKind, (parts: Parts) => string[]>> = {
  Point: ({ points, lines, polygons, repairs }) => {
    if (lines.length > 0 || (points.length > 0 && polygons.length > 0)) repairs.add('other_kind')
    return points.length > 0 ? points.map(pointEwkb) : polygons.length > 0 ? [multiPolygonEwkb(polygons)] : []
  },
  LineString: (parts) => {
    noteOtherThanLines(parts)
    return parts.lines.map(lineEwkb)
  },
  MultiLineString: (parts) => {
    noteOtherThanLines(parts)
    return parts.lines.length > 0 ? [multiLineEwkb(parts.lines)] : []
  },
  MultiPolygon: (parts) => {
    const areas = areasOf(parts)
    return areas.length > 0 ? [multiPolygonEwkb(areas)] : []
  },
}

function noteOtherThanLines({ points, polygons, repairs }: Parts): void {
  if (points.length + polygons.length > 0) repairs.add('other_kind')
}

/** Returns the lines of a geometry, for the segments of a greenway. */
export function linesOf(geometry: Geometry | null, shift: Shift | null): string[] {
  const shaped = shapeGeometry(geometry, 'LineString', shift)
  return 'parts' in shaped ? [...shaped.parts] : []
}

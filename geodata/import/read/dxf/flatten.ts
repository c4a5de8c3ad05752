/**
 * Converts the curves of an entity to polylines, because GDAL divides all arcs by one angle and splines
 * coarsely.
 */
import type { Pair } from './pairs.ts'
import type { Point } from './stroke.ts'
import { strokeBulge, strokeEllipse, strokeSpline } from './stroke.ts'

const RADIANS = Math.PI / 180
/**
 * Group codes that any entity may have before its own: handle, layer, colour, line type, space, application
 * data.
 */
const common = new Set([5, 6, 8, 48, 60, 62, 67, 100, 102, 330, 360, 370, 410, 420])
const extrusion = new Set([210, 220, 230])

/**
 * Returns the entity's pairs with lines instead of curves, or the same pairs if it has none. `tolerance` is
 * in units of the drawing.
 */
export function flattened(entity: readonly Pair[], tolerance: number): readonly Pair[] {
  const type = entity[0]?.value.trim() ?? ''
  return flatteners[type]?.(entity, tolerance) ?? entity
}

const flatteners: Readonly<
  Record<string, (entity: readonly Pair[], tolerance: number) => readonly Pair[] | null>
> = {
  CIRCLE: (entity, tolerance) => circular(entity, 0, 2 * Math.PI, tolerance),
  ARC: (entity, tolerance) => {
    const from = numberAt(entity, 50) * RADIANS
    const to = numberAt(entity, 51) * RADIANS
    return circular(entity, from, to > from ? to : to + 2 * Math.PI, tolerance)
  },
  ELLIPSE: elliptic,
  SPLINE: splined,
  LWPOLYLINE: bulged,
}

function circular(entity: readonly Pair[], from: number, to: number, tolerance: number) {
  const radius = numberAt(entity, 40)
  if (!(radius > 0)) return null
  const points = strokeEllipse(centreOf(entity), [radius, 0], [0, radius], from, to, tolerance)
  return polyline(entity, points, numberAt(entity, 30), true)
}

/** Converts an ellipse. Its axes are in world coordinates, as are those of a polyline without extrusion. */
function elliptic(entity: readonly Pair[], tolerance: number) {
  const isTilted = numberAt(entity, 210) !== 0 || numberAt(entity, 220) !== 0 || numberAt(entity, 31) !== 0
  const major: Point = [numberAt(entity, 11), numberAt(entity, 21)]
  if (isTilted || Math.hypot(...major) === 0) return null
  const up = Math.sign(numberAt(entity, 230, 1))
  const ratio = numberAt(entity, 40, 1) * up
  const from = numberAt(entity, 41)
  const end = numberAt(entity, 42, 2 * Math.PI)
  const to = end > from ? end : end + 2 * Math.PI
  const points = strokeEllipse(
    centreOf(entity),
    major,
    [-major[1] * ratio, major[0] * ratio],
    from,
    to,
    tolerance,
  )
  return polyline(entity, points, numberAt(entity, 30), false)
}

function splined(entity: readonly Pair[], tolerance: number) {
  const ys = numbersAt(entity, 20)
  const points = numbersAt(entity, 10).map((x, i): Point => [x, ys[i] ?? 0])
  const stroked = strokeSpline(
    { degree: numberAt(entity, 71), knots: numbersAt(entity, 40), points, weights: numbersAt(entity, 41) },
    tolerance,
  )
  return stroked && polyline(entity, stroked, numberAt(entity, 30), false)
}

/** Keeps the vertices of a polyline and inserts those of its arcs. */
function bulged(entity: readonly Pair[], tolerance: number) {
  if (!entity.some(({ code, value }) => code === 42 && Number(value) !== 0)) return null
  const vertices: { at: Point; bulge: number }[] = []
  for (const { code, value } of entity) {
    const last = vertices.at(-1)
    if (code === 10) vertices.push({ at: [Number(value), 0], bulge: 0 })
    else if (code === 20 && last) last.at = [last.at[0], Number(value)]
    else if (code === 42 && last) last.bulge = Number(value)
  }
  const isClosed = (numberAt(entity, 70) & 1) !== 0
  const points = vertices.flatMap(({ at, bulge }, i) => {
    const next = vertices[i + 1] ?? (isClosed ? vertices[0] : undefined)
    return next ? [at, ...strokeBulge(at, next.at, bulge, tolerance)] : [at]
  })
  const kept = entity.filter(({ code }) => ![10, 20, 40, 41, 42, 43, 90, 91].includes(code))
  return [...kept, { code: 90, value: String(points.length) }, ...points.flatMap(vertexPairs)]
}

function polyline(
  entity: readonly Pair[],
  points: readonly Point[],
  elevation: number,
  isExtruded: boolean,
): Pair[] {
  const kept = entity.slice(1).filter(({ code }) => common.has(code) || (isExtruded && extrusion.has(code)))
  return [
    { code: 0, value: 'LWPOLYLINE' },
    ...kept,
    { code: 90, value: String(points.length) },
    { code: 70, value: '0' },
    { code: 38, value: String(elevation) },
    ...points.flatMap(vertexPairs),
  ]
}

export const vertexPairs = ([x, y]: Point): Pair[] => [
  { code: 10, value: String(x) },
  { code: 20, value: String(y) },
]

const centreOf = (entity: readonly Pair[]): Point => [numberAt(entity, 10), numberAt(entity, 20)]

const numbersAt = (entity: readonly Pair[], code: number) =>
  entity.filter((pair) => pair.code === code).map(({ value }) => Number(value))

export const numberAt = (entity: readonly Pair[], code: number, otherwise = 0) =>
  numbersAt(entity, code)[0] ?? otherwise

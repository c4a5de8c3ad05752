/** Validates the geometry of a client: of the layer's kind, inside its coordinate system, and valid. */
import type { Geometry, Position } from 'geojson'
import { z } from 'zod'
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { type Crs, isInDomain } from '../../../geodata/model/coordinate-systems.ts'
import type { GeometryKind, Layer } from '../../../geodata/model/layer.ts'
import { isRing } from '../filter/well-known-text.ts'
import { bodyProblem } from './body-problem.ts'

const validSql = sqlFile(import.meta.url, 'valid.sql')

/** Heights are accepted and ignored, because layers have two dimensions. */
const position = z.array(z.number()).min(2).max(4)
const line = z.array(position).min(2)
const polygon = z.array(z.array(position).refine(isRing)).min(1)
const geometry = <T extends string, C extends z.ZodType>(type: T, coordinates: C) =>
  z.object({ type: z.literal(type), coordinates })

const kinds: Readonly<Record<GeometryKind, z.ZodType>> = {
  Point: geometry('Point', position),
  LineString: geometry('LineString', line),
  MultiLineString: z.union([geometry('MultiLineString', z.array(line).min(1)), geometry('LineString', line)]),
  MultiPolygon: z.union([geometry('MultiPolygon', z.array(polygon).min(1)), geometry('Polygon', polygon)]),
}

/** A single geometry is accepted where the layer has multiple ones. */
export const geometryInput = (layer: Layer): z.ZodType => kinds[layer.geometry]

/** Returns the geometry as text, easting first. Throws a ProblemError if it is outside its system. */
export function eastFirstText(written: Geometry, crs: Crs): string {
  if (written.type === 'GeometryCollection') throw new Error('no layer holds collections')
  return JSON.stringify({ type: written.type, coordinates: turned(written.coordinates, crs) })
}

type Nested = Position | readonly Nested[]

function turned(coordinates: Nested, crs: Crs): Nested {
  const [first, second] = coordinates
  if (typeof first !== 'number' || typeof second !== 'number') {
    return (coordinates as readonly Nested[]).map((inner) => turned(inner, crs))
  }
  const [x, y] = crs.northFirst ? [second, first] : [first, second]
  if (isInDomain(crs, x, y)) return [x, y]
  const [west, south, east, north] = crs.domain
  const ranges = [`${west}…${east}`, `${south}…${north}`]
  const order = (crs.northFirst ? ranges.reverse() : ranges).join(', ')
  throw bodyProblem('geometry', {
    zh: `坐标系 ${crs.uri} 内的坐标（${order}）`,
    en: `coordinates within ${crs.uri} (${order})`,
  })
}

/** Throws a ProblemError with GEOS' reason if the geometry is invalid, because only valid ones are stored. */
export async function refuseInvalid(database: Queryable, text: string): Promise<void> {
  const { rows } = await database.query<{ reason: string | null }>(validSql, [text])
  const reason = rows[0]?.reason
  if (reason === null || reason === undefined) return
  throw bodyProblem('geometry', {
    zh: `合规的几何（不自交、环不相叠），而它：${reason}`,
    en: `valid, but it is not: ${reason}`,
  })
}

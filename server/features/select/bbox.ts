/** The `bbox` parameter: a box in the coordinate system of `bbox-crs`, perhaps with heights. */
import { z } from 'zod'
import { type Crs, crs84, isInDomain } from '../../../geodata/model/coordinate-systems.ts'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { badParameter } from '../../errors.ts'
import { parameter } from '../../http/parameters.ts'
import type { BoundValues } from './bound-values.ts'

const numberPattern = /^[+-]?(\d{1,8}(\.\d{0,20})?|\.\d{1,20})(e-?\d{1,2})?$/i

/**
 * Returns the box of a text, easting or longitude first; undefined if the text is invalid. The text has the
 * axis order of its coordinate system. The other order is accepted if the numbers allow no other reading,
 * because many clients always write the easting first. Heights are ignored.
 */
export function parseBbox(text: string, crs: Crs = crs84): Bounds | undefined {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length !== 4 && parts.length !== 6) return undefined
  if (!parts.every((part) => numberPattern.test(part))) return undefined
  const numbers = parts.map(Number)
  const [a = 0, b = 0] = numbers
  const [c = 0, d = 0] = numbers.slice(parts.length / 2)
  const eastFirst = boxWithin([a, b, c, d], crs)
  return crs.northFirst ? (boxWithin([b, a, d, c], crs) ?? eastFirst) : eastFirst
}

function boxWithin([west, south, east, north]: Bounds, crs: Crs): Bounds | undefined {
  if (!isInDomain(crs, west, south) || !isInDomain(crs, east, north)) return undefined
  // West may exceed east only in degrees, across the 180th meridian. In the plane, clients that compute two
  // corners from degrees may have swapped them.
  if (crs.domain[0] === -180) return south <= north ? [west, south, east, north] : undefined
  return [Math.min(west, east), Math.min(south, north), Math.max(west, east), Math.max(south, north)]
}

/** Returns the box of the `bbox` parameter. Throws a ProblemError if it is not one of its system. */
export function checkedBbox(text: string, crs: Crs): Bounds {
  const bounds = parseBbox(text, crs)
  if (bounds !== undefined) return bounds
  if (crs === crs84) throw badParameter('bbox', expected, text)
  const [west, south, east, north] = crs.domain
  const [low, high] = crs.northFirst
    ? [`${south},${west}`, `${north},${east}`]
    : [`${west},${south}`, `${east},${north}`]
  const box = {
    zh: `坐标系 ${crs.uri} 中先下限后上限的四个数字（${low} 到 ${high}）`,
    en: `four numbers in ${crs.uri}, the low corner first (from ${low} to ${high})`,
  }
  throw badParameter('bbox', box, text)
}

/** Returns one box, or two across the 180th meridian (its west exceeds its east). */
export function boxesOf(bounds: Bounds): readonly [Bounds, Bounds | undefined] {
  const [west, south, east, north] = bounds
  if (west <= east) return [bounds, undefined]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/** Returns the condition that a row intersects the box. */
export function bboxSql(bounds: Bounds, crs: Crs, bound: BoundValues): string {
  const boxes = crs.domain[0] === -180 ? boxesOf(bounds) : [bounds]
  const conditions = boxes.flatMap((box) => (box === undefined ? [] : [intersectsSql(box, crs, bound)]))
  return conditions.length === 1 ? conditions.join('') : `(${conditions.join(' or ')})`
}

/** Number of pieces of an edge, because a straight edge in the plane is a curve on the ellipsoid. */
const EDGE_PIECES = 16

/**
 * Returns the condition for an upright box. Features entirely inside, most in a large box, need no exact
 * test. CASE prevents the planner from searching the index twice.
 */
function intersectsSql([west, south, east, north]: Bounds, crs: Crs, bound: BoundValues): string {
  const corners = [west, south, east, north].map((value) => bound.bind(value, 'float8')).join(', ')
  const box = `ST_MakeEnvelope(${corners}, ${crs.srid})`
  if (crs.srid === 4326) {
    return `(t.geom && ${box} and case when t.geom @ ${box} then true else ST_Intersects(t.geom, ${box}) end)`
  }
  const piece = Math.max(east - west, north - south) / EDGE_PIECES || 1
  return `ST_Intersects(t.geom, ST_Transform(ST_Segmentize(${box}, ${bound.bind(piece, 'float8')}), 4326))`
}

const expected = {
  zh: '“西,南,东,北”四个以度为单位的数字（经度 −180 到 180，纬度 −90 到 90，南不大于北）',
  en: 'four numbers in degrees, "west,south,east,north" (longitudes -180 to 180, latitudes -90 to 90, south not above north)',
}

export const bboxParameter = parameter(z.string().max(200).optional(), expected, {
  type: 'array',
  minItems: 4,
  maxItems: 6,
  items: { type: 'number' },
})

/** The nearest facilities of given kinds around a position. */
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { type NearestFacility, nearestSchema } from '../../geodata/model/answers/nearest.ts'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { integerText, limitParameter, numberText, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import type { Position } from './find.ts'

const nearestSql = sqlFile(import.meta.url, 'nearest.sql')

/** Default and maximum reach in metres. */
const REACH_M = 20_000
const MAX_REACH_M = 100_000
/** The index uses Mercator, which ends near the poles. */
const MAX_LATITUDE = 85

const known = Object.keys(facilityKinds)

/** `toilet,car_park`: distinct kinds of facilities. */
const kindsParameter = parameter(
  z
    .string()
    .max(400)
    .transform((text) => [...new Set(text.split(',').map((kind) => kind.trim()))])
    .refine((kinds) => kinds.every((kind) => known.includes(kind))),
  {
    zh: `以逗号分隔的设施类型（${known.join('、')}）`,
    en: `kinds of facilities, separated by commas (${known.join(', ')})`,
  },
  { type: 'string', example: 'toilet,drinking_water', description: `Of ${known.join(', ')}` },
)

const query = z.object({
  lon: parameter(
    numberText(-180, 180),
    { zh: '−180 到 180 的经度', en: 'a longitude from -180 to 180' },
    { type: 'number', minimum: -180, maximum: 180 },
  ),
  lat: parameter(
    numberText(-MAX_LATITUDE, MAX_LATITUDE),
    {
      zh: `−${MAX_LATITUDE} 到 ${MAX_LATITUDE} 的纬度`,
      en: `a latitude from -${MAX_LATITUDE} to ${MAX_LATITUDE}`,
    },
    { type: 'number', minimum: -MAX_LATITUDE, maximum: MAX_LATITUDE },
  ),
  kinds: kindsParameter,
  limit: limitParameter(50, 5),
  within: parameter(
    integerText(1, MAX_REACH_M).default(REACH_M),
    { zh: `1 到 ${MAX_REACH_M} 的整数（米）`, en: `an integer from 1 to ${MAX_REACH_M} (metres)` },
    { type: 'integer', minimum: 1, maximum: MAX_REACH_M, default: REACH_M },
  ),
})

/**
 * Returns at most `limit` facilities of each kind within `reach` metres of a position, by distance; none near
 * the poles.
 */
export async function nearestFacilities(
  database: Queryable,
  [longitude, latitude]: Position,
  kinds: readonly string[],
  limit: number,
  reach = REACH_M,
): Promise<readonly NearestFacility[]> {
  if (Math.abs(latitude) > MAX_LATITUDE) return []
  return (await database.query<NearestFacility>(nearestSql, [longitude, latitude, kinds, limit, reach])).rows
}

/** `GET /search/nearest`. */
export function nearestEndpoint({ databaseFor }: Pick<DataContext, 'databaseFor'>): Endpoint {
  return endpoint({
    operationId: 'findNearest',
    method: 'get',
    path: '/search/nearest',
    tag: 'Search',
    summary: 'The nearest facilities of each of the given kinds around a position, with distance and bearing',
    query,
    responses: {
      200: { description: 'Facilities, nearest first', content: { 'application/json': nearestSchema } },
    },
    async handle({ query: { lon, lat, kinds, limit, within } }, response, request) {
      const results = await nearestFacilities(databaseFor(request), [lon, lat], kinds, limit, within)
      sendJson(response, nearestSchema, { results: [...results], within_m: within })
    },
  })
}

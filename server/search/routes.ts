/** Search by name, parcel code or position. */
import type { Request } from 'express'
import { z } from 'zod'
import { sqlFile } from '../../geodata/database/sql.ts'
import { searchResultsSchema } from '../../geodata/model/answers/search.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { CodeList } from '../../geodata/model/code-list.ts'
import { placeKinds } from '../../geodata/model/codes.ts'
import type { Text } from '../../geodata/model/text.ts'
import { viewerOf } from '../access/viewer.ts'
import { mayRead } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf } from '../http/negotiation.ts'
import {
  languageParameter,
  latitudeParameter,
  limitParameter,
  longitudeParameter,
  parameter,
} from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { bestOf, type Found, findPatrol, findPlaces, type Position } from './find.ts'
import { readQuery, type SearchQuery } from './query.ts'

const parcelsSql = sqlFile(import.meta.url, 'parcels.sql')

/** Kinds of a result: those of places, units, and a bare position. */
const kinds: CodeList = {
  ...placeKinds,
  unit: { title: { zh: '巡查组', en: 'Patrol unit' } },
  position: { title: { zh: '坐标', en: 'Position' } },
}

const patrolLayers = catalogue.filter(({ id }) => id === 'patrol_zones' || id === 'units')

const query = z.object({
  q: parameter(
    z.string().trim().min(1).max(100),
    { zh: '1 到 100 个字的搜索词', en: 'the words to search for, 1 to 100 characters' },
    { type: 'string', minLength: 1, maxLength: 100 },
  ),
  lang: languageParameter,
  lon: longitudeParameter(),
  lat: latitudeParameter(),
  limit: limitParameter(50, 10),
})

/** `GET /search`: the nearest and most important of what fits the words best. */
export function searchEndpoints({ databaseFor }: Pick<DataContext, 'databaseFor'>): readonly Endpoint[] {
  const find = async (
    request: Request,
    asked: SearchQuery,
    near: Position | undefined,
    limit: number,
  ): Promise<readonly Found[]> => {
    if (asked.is === 'position') return [positionResult(asked.longitude, asked.latitude)]
    const database = databaseFor(request)
    if (asked.is === 'parcel') return (await database.query<Found>(parcelsSql, [asked.code, limit])).rows
    const lists = [await findPlaces(database, asked, near, limit)]
    if (patrolLayers.every((layer) => mayRead(viewerOf(request), layer)))
      lists.push(await findPatrol(database, asked, near, limit))
    return bestOf(lists, limit)
  }
  return [
    endpoint({
      operationId: 'search',
      method: 'get',
      path: '/search',
      tag: 'Search',
      summary:
        'Places by Chinese name, pinyin (full or initials) or English, typos forgiven, and patrol zones and units for those who may see them; parcels by code; positions as "119.77,30.24"',
      query,
      responses: {
        200: { description: 'Results, best first', content: { 'application/json': searchResultsSchema } },
      },
      async handle({ query: { q, lang, lon, lat, limit } }, response, request) {
        if ((lon === undefined) !== (lat === undefined))
          throw badParameter(
            lon === undefined ? 'lon' : 'lat',
            { zh: '与另一坐标同时给出', en: 'given together with the other coordinate' },
            '',
          )
        const language = languageOf(request, lang)
        const near = lon === undefined || lat === undefined ? undefined : ([lon, lat] as const)
        const rows = await find(request, readQuery(q), near, limit)
        const results = rows.map((row) => ({
          ...row,
          title: language === 'en' ? (row.name_en ?? row.name) : row.name,
          kind_title: kindTitle(row.kind),
        }))
        sendJson(response, searchResultsSchema, { results }, { language })
      },
    }),
  ]
}

const kindTitle = (kind: string): Text => kinds[kind]?.title ?? { zh: kind, en: kind }

function positionResult(lon: number, lat: number): Found {
  const name = `${lon}, ${lat}`
  return {
    name,
    name_en: name,
    kind: 'position',
    layer: null,
    feature_id: null,
    lon,
    lat,
    bbox: null,
    synthetic: false,
  }
}

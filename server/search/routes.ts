/** Search by name, kind, parcel code, land use or position. */
import type { Request } from 'express'
import { z } from 'zod'
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
import { type Answer, answerWords } from './answer.ts'
import type { Found, Position } from './find.ts'
import { nearestEndpoint } from './nearest.ts'
import { readQuery } from './query.ts'

/** Kinds of results: those of places, units, and a bare position. */
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

/** `GET /search`: the nearest and most important of the best matches; and `GET /search/nearest`. */
export function searchEndpoints(context: Pick<DataContext, 'databaseFor'>): readonly Endpoint[] {
  const find = async (
    request: Request,
    typed: string,
    near: Position | undefined,
    limit: number,
  ): Promise<Answer> => {
    const asked = readQuery(typed)
    if (asked.is === 'position')
      return { categories: [], found: [positionResult(asked.longitude, asked.latitude)], near: null }
    const seesPatrols = patrolLayers.every((layer) => mayRead(viewerOf(request), layer))
    return answerWords(asked, { database: context.databaseFor(request), seesPatrols, near, limit })
  }
  return [
    endpoint({
      operationId: 'search',
      method: 'get',
      path: '/search',
      tag: 'Search',
      summary:
        'Places by Chinese name, pinyin (full or initials) or English, typos forgiven, and patrol zones and units for those who may see them; facilities by kind in everyday words, also beside a place ("公厕 水上森林"); parcels by any part of their code; land uses by code and name; positions as "119.77,30.24"',
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
        const { categories, found, near: around } = await find(request, q, near, limit)
        const results = found.map((row) => ({
          ...row,
          title: language === 'en' ? (row.name_en ?? row.name) : row.name,
          kind_title: row.kind_title ?? kindTitle(row.kind),
        }))
        const place = around && {
          name: around.name,
          name_en: around.name_en,
          lon: around.lon,
          lat: around.lat,
        }
        sendJson(
          response,
          searchResultsSchema,
          { categories: [...categories], results, near: place },
          { language },
        )
      },
    }),
    nearestEndpoint(context),
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

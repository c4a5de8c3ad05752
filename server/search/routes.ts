/** Search by name, parcel code or position. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Database } from '../../geodata/database.ts'
import { type CodeList, placeKinds } from '../../geodata/model/codes.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { ServerContext } from '../context.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf, sendJson } from '../http/negotiation.ts'
import {
  languageParameter,
  latitudeParameter,
  limitParameter,
  longitudeParameter,
  parameter,
} from '../http/parameters.ts'
import { readQuery, type SearchQuery } from './query.ts'

const searchSql = readFileSync(new URL('search.sql', import.meta.url), 'utf8')
const parcelsSql = readFileSync(new URL('parcels.sql', import.meta.url), 'utf8')

/** Kinds of a result: those of places, and a bare position. */
const kinds: CodeList = { ...placeKinds, position: { title: { zh: '坐标', en: 'Position' } } }

const found = z.object({
  name: z.string(),
  name_en: z.string().nullable(),
  kind: z.string(),
  layer: z.string().nullable(),
  feature_id: z.number().nullable(),
  lon: z.number(),
  lat: z.number(),
  bbox: z.array(z.number()).length(4).nullable(),
  synthetic: z.boolean(),
})

type Found = z.output<typeof found>

const resultSchema = z.object({
  results: z.array(
    found.extend({
      title: z.string().describe('The name in the language asked for'),
      kind_title: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
})

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
export function searchEndpoints({ database }: Pick<ServerContext, 'database'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'search',
      method: 'get',
      path: '/search',
      tag: 'Search',
      summary:
        'Places by Chinese name, pinyin (full or initials) or English, typos forgiven; parcels by code; positions as "119.77,30.24"',
      query,
      responses: {
        200: { description: 'Results, best first', content: { 'application/json': resultSchema } },
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
        const rows = await find(database, readQuery(q), near, limit)
        const results = rows.map((row) => ({
          ...row,
          title: language === 'en' ? (row.name_en ?? row.name) : row.name,
          kind_title: kindTitle(row.kind),
        }))
        sendJson(response, 'application/json', { results }, language)
      },
    }),
  ]
}

const kindTitle = (kind: string): Text => kinds[kind]?.title ?? { zh: kind, en: kind }

async function find(
  database: Database,
  asked: SearchQuery,
  near: readonly [number, number] | undefined,
  limit: number,
): Promise<readonly Found[]> {
  if (asked.is === 'position') return [positionResult(asked.longitude, asked.latitude)]
  if (asked.is === 'parcel') return (await database.query<Found>(parcelsSql, [asked.code, limit])).rows
  const { words, pattern, letters, chinese } = asked
  const values = [words, pattern, letters, chinese, near?.[0] ?? null, near?.[1] ?? null, limit]
  return (await database.query<Found>(searchSql, values)).rows
}

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

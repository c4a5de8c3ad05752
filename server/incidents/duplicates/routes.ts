/** `GET /patrol/incidents/duplicates`. */
import { z } from 'zod'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { type Duplicates, duplicatesSchema } from '../../../geodata/model/answers/patrol-duplicates.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import {
  compareReports,
  DUPLICATE_METRES,
  DUPLICATE_MINUTES,
  trigramSimilarity,
} from '../../../geodata/model/patrol/duplicates.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { numberText, parameter, rowIdText } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'

const nearSql = sqlFile(import.meta.url, 'near.sql')

const json = 'application/json'
const MAX_OFFERED = 10
const kinds = Object.keys(incidentKinds)

type Found = Omit<Duplicates['duplicates'][number], 'score' | 'reasons'> & {
  readonly metres: number
  readonly minutes: number
}

const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/)

const query = z.object({
  lon: parameter(
    numberText(-180, 180),
    { zh: '−180 到 180 的经度', en: 'a longitude from -180 to 180' },
    { type: 'number', minimum: -180, maximum: 180 },
  ),
  lat: parameter(
    numberText(-90, 90),
    { zh: '−90 到 90 的纬度', en: 'a latitude from -90 to 90' },
    { type: 'number', minimum: -90, maximum: 90 },
  ),
  kind: parameter(
    z.enum(kinds).optional(),
    { zh: kinds.join('、'), en: kinds.join(', ') },
    { type: 'string', enum: kinds },
  ),
  words: parameter(
    text(2_000).optional(),
    { zh: '至多 2000 字的描述', en: 'a description of at most 2,000 characters' },
    { type: 'string' },
  ),
  at: parameter(
    z.iso.datetime({ offset: true }).optional(),
    { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' },
    { type: 'string', format: 'date-time' },
  ),
  except: parameter(
    rowIdText().optional(),
    { zh: '事件的 id', en: 'the id of an incident' },
    { type: 'integer', description: 'An incident that is left out: the one that is looked at' },
  ),
})

export function duplicatesEndpoint({ databaseFor }: Pick<ServerContext, 'databaseFor'>): Endpoint {
  return endpoint({
    operationId: 'findDuplicates',
    method: 'get',
    path: '/patrol/incidents/duplicates',
    tag: 'Patrol',
    summary:
      'Incidents that a report may be of, with the reasons: place, time, kind, words (officer, lead, admin)',
    secured: true,
    query,
    responses: {
      200: { description: 'Likely duplicates', content: { [json]: duplicatesSchema } },
      ...refusals,
    },
    async handle({ query: { lon, lat, kind, words, at, except } }, response, request) {
      requireRole(viewerOf(request), 'officer', { zh: '查找重复事件', en: 'Finding duplicates' })
      const time = at ?? new Date().toISOString()
      const values = [lon, lat, time, DUPLICATE_METRES, DUPLICATE_MINUTES, except ?? null]
      const { rows } = await databaseFor(request).query<Found>(nearSql, values)
      const duplicates = rows
        .map(({ metres, minutes, ...incident }) => {
          const similarity = words && incident.words ? trigramSimilarity(words, incident.words) : null
          const verdict = compareReports({ metres, minutes, sameKind: kind === incident.kind, similarity })
          return { ...verdict, incident }
        })
        .filter(({ isLikely }) => isLikely)
        .sort((a, b) => b.score - a.score)
        .slice(0, MAX_OFFERED)
        .map(({ score, reasons, incident }) => ({
          ...incident,
          score: Math.round(score * 100) / 100,
          reasons: [...reasons],
        }))
      response.set('Cache-Control', 'no-store')
      sendJson(response, duplicatesSchema, { duplicates })
    },
  })
}

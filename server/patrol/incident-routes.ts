/** `GET /patrol/incidents`. */
import type { Request } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { incidentListSchema } from '../../geodata/model/answers/incidents.ts'
import type { ClockStart } from '../../geodata/model/patrol/clocks.ts'
import type { Text } from '../../geodata/model/text.ts'
import { refusals } from '../access/visibility.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { limitParameter, parameter, plainInteger } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { listIncidents, sorts, statuses } from './incident-list.ts'
import { dayEdge, kindsParameter, momentParameter } from './parameters.ts'

const json = 'application/json'
const MAX_ROWS = 500
const MAX_CODES = 100

const chosen = <T extends string>(values: readonly [T, ...T[]]) =>
  parameter(
    z.enum(values).optional(),
    { zh: values.join('、'), en: values.join(', ') },
    { type: 'string', enum: values },
  )

const codes = (title: Text) =>
  parameter(
    z
      .string()
      .max(2_000)
      .regex(/^[^\0]*$/)
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().min(1)).max(MAX_CODES))
      .optional(),
    { zh: `以逗号分隔的${title.zh}`, en: `${title.en} by comma` },
    { type: 'array', items: { type: 'string' }, maxItems: MAX_CODES },
  )

const integers = (minimum: number, maximum: number) =>
  parameter(
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(plainInteger(minimum, maximum)))
      .optional(),
    { zh: `以逗号分隔的 ${minimum} 到 ${maximum}`, en: `integers from ${minimum} to ${maximum} by comma` },
    { type: 'array', items: { type: 'integer', minimum, maximum } },
  )

const query = z.object({
  status: chosen(statuses),
  kind: kindsParameter(),
  zone: codes({ zh: '片区编号', en: 'codes of zones' }),
  unit: codes({ zh: '巡查组编号', en: 'codes of units' }),
  from: momentParameter(),
  to: momentParameter(),
  hour: integers(0, 23),
  weekday: integers(1, 7),
  sort: chosen(sorts),
  limit: limitParameter(MAX_ROWS, 50),
  after: parameter(
    z
      .string()
      .max(200)
      .regex(/^[\w-]+$/)
      .optional(),
    { zh: '上一页给出的 next', en: 'the value of next from the page before' },
    { type: 'string' },
  ),
})

export function incidentsEndpoint(databaseOf: (request: Request) => Queryable, start: ClockStart): Endpoint {
  return endpoint({
    operationId: 'getIncidents',
    method: 'get',
    path: '/patrol/incidents',
    tag: 'Patrol',
    summary:
      'Incidents by urgency: open ones by the time left of their 51030 clock, then closed ones, newest first',
    query,
    responses: {
      200: { description: 'Page of incidents', content: { [json]: incidentListSchema } },
      ...refusals,
    },
    async handle({ query: asked }, response, request) {
      const database = databaseOf(request)
      const { from, to, kind, zone, unit, hour, weekday, status, sort, limit, after } = asked
      if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
        throw badParameter('to', { zh: '不早于 from', en: 'not before from' }, to)
      const list = await listIncidents(
        database,
        {
          from: dayEdge(from, 'from'),
          to: dayEdge(to, 'to'),
          kinds: kind ?? null,
          zones: zone ?? null,
          units: unit ?? null,
          hours: hour ?? null,
          weekdays: weekday ?? null,
          status: status ?? null,
          sort: sort ?? 'urgency',
          limit,
          after: after ?? null,
        },
        start,
      )
      response.set('Cache-Control', 'no-store')
      sendJson(response, incidentListSchema, list)
    },
  })
}

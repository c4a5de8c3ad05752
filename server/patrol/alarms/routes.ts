/** Alarms: calls for help, overdue check-ins, roll calls. */
import { z } from 'zod'
import {
  acknowledgedSchema,
  alarmsSchema,
  raisedAlarmSchema,
  rollCallsSchema,
  startedRollCallSchema,
} from '../../../geodata/model/answers/patrol-alarm.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import type { DataContext } from '../../context.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { featureIdParams, parameter, rowIdText } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { acknowledge, callForHelp, readAlarms, readRollCalls, startRollCall } from './alarms.ts'

const tag = 'Patrol'
const json = 'application/json'
const alarms = { zh: '告警', en: 'Alarms' }
const rollCalls = { zh: '点名', en: 'Roll calls' }

type Context = Pick<DataContext, 'databaseFor'>

const sosSchema = z.strictObject({
  key: parameter(z.uuid(), { zh: '由客户端生成的 UUID', en: 'a UUID made by the client' }),
  at: parameter(z.iso.datetime({ offset: true }).optional(), {
    zh: 'RFC 3339 的时刻',
    en: 'a time of RFC 3339',
  }),
  lon: parameter(z.number().min(-180).max(180).optional(), {
    zh: '−180 到 180 的经度',
    en: 'a longitude from -180 to 180',
  }),
  lat: parameter(z.number().min(-90).max(90).optional(), {
    zh: '−90 到 90 的纬度',
    en: 'a latitude from -90 to 90',
  }),
})

const noteSchema = z.strictObject({
  note: parameter(z.string().trim().max(500).nullish(), {
    zh: '至多 500 个字符',
    en: 'at most 500 characters',
  }),
})

const rollCallSchema = z.strictObject({
  minutes: parameter(z.int().min(1).max(120).default(5), { zh: '1 到 120 分钟', en: '1 to 120 minutes' }),
})

export function alarmEndpoints({ databaseFor }: Context): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getAlarms',
      method: 'get',
      path: '/patrol/alarms',
      tag,
      summary: 'Alarms of units, newest first: those that wait, or all (officer, lead, admin)',
      secured: true,
      query: z.object({
        status: parameter(
          z.enum(['open', 'all']).default('open'),
          { zh: 'open 或 all', en: 'open or all' },
          { type: 'string', enum: ['open', 'all'] },
        ),
      }),
      responses: { 200: { description: 'Alarms', content: { [json]: alarmsSchema } } },
      async handle({ query: { status } }, response, request) {
        requireRole(viewerOf(request), 'officer', alarms)
        const list = await readAlarms(databaseFor(request), status === 'open')
        response.set('Cache-Control', 'no-store')
        sendJson(response, alarmsSchema, { as_of: new Date().toISOString(), alarms: list })
      },
    }),
    endpoint({
      operationId: 'callForHelp',
      method: 'post',
      writers: ['officer'],
      path: '/patrol/units/{fid}/sos',
      tag,
      summary: 'Call for help in the name of a unit (its officers, lead, admin); once for each key',
      secured: true,
      params: featureIdParams,
      requestBody: { [json]: sosSchema },
      responses: { 201: { description: 'Raised', content: { [json]: raisedAlarmSchema } } },
      async handle({ params: { fid } }, response, request) {
        requireRole(viewerOf(request), 'officer', { zh: '求助', en: 'Calling for help' })
        const id = await callForHelp(databaseFor(request), fid, await checkedBody(request, sosSchema))
        sendJson(response, raisedAlarmSchema, { id }, { status: 201 })
      },
    }),
    endpoint({
      operationId: 'acknowledgeAlarm',
      method: 'post',
      writers: ['lead'],
      path: '/patrol/alarms/{alarm}/acknowledgement',
      tag,
      summary: 'Acknowledge an alarm by one’s name (lead, admin); 409 with the name of who was first',
      secured: true,
      params: z.object({
        alarm: parameter(rowIdText(), { zh: '告警编号', en: 'the id of an alarm' }, { type: 'string' }),
      }),
      requestBody: { [json]: noteSchema },
      responses: { 200: { description: 'The alarm', content: { [json]: acknowledgedSchema } } },
      async handle({ params: { alarm } }, response, request) {
        requireRole(viewerOf(request), 'lead', { zh: '确认告警', en: 'Acknowledging alarms' })
        const { note } = await checkedBody(request, noteSchema)
        sendJson(response, acknowledgedSchema, await acknowledge(databaseFor(request), alarm, note || null))
      },
    }),
    endpoint({
      operationId: 'startRollCall',
      method: 'post',
      writers: ['lead'],
      path: '/patrol/roll-calls',
      tag,
      summary:
        'Call the roll of the units on shift (lead, admin): a check-in `here` is the answer, none in time an alarm',
      secured: true,
      requestBody: { [json]: rollCallSchema },
      responses: { 201: { description: 'Who is called', content: { [json]: startedRollCallSchema } } },
      async handle(_, response, request) {
        requireRole(viewerOf(request), 'lead', rollCalls)
        const { minutes } = await checkedBody(request, rollCallSchema)
        sendJson(response, startedRollCallSchema, await startRollCall(databaseFor(request), minutes), {
          status: 201,
        })
      },
    }),
    endpoint({
      operationId: 'getRollCalls',
      method: 'get',
      path: '/patrol/roll-calls',
      tag,
      summary: 'The last 20 roll calls with the answers (officer, lead, admin)',
      secured: true,
      responses: { 200: { description: 'Roll calls', content: { [json]: rollCallsSchema } } },
      async handle(_, response, request) {
        requireRole(viewerOf(request), 'officer', rollCalls)
        const list = await readRollCalls(databaseFor(request))
        response.set('Cache-Control', 'no-store')
        sendJson(response, rollCallsSchema, { as_of: new Date().toISOString(), roll_calls: list })
      },
    }),
  ]
}

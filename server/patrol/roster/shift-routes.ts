/** Shifts of a unit: one by one, and as an iCalendar file. */
import { z } from 'zod'
import { addedShiftSchema, readShiftsSchema } from '../../../geodata/model/answers/patrol-roster.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { DataContext } from '../../context.ts'
import { badParameter } from '../../errors.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { readBytes } from '../../http/json-body.ts'
import { featureIdParams, parameter, rowIdText } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { addShift, calendarOf, deleteShift, storeCalendar } from './roster.ts'

const tag = 'Patrol'
const json = 'application/json'
const ICAL_TYPE = 'text/calendar'
const MAX_CALENDAR_BYTES = 256 * 1024
const LONGEST_MS = 48 * 3_600_000

type Context = Pick<DataContext, 'databaseFor'>

export function shiftEndpoints(context: Context): readonly Endpoint[] {
  return [addEndpoint(context), deleteEndpoint(context), readEndpoint(context), writeEndpoint(context)]
}

const changing = { zh: '更改排班', en: 'Changing shifts' }

const moment = () =>
  parameter(z.iso.datetime({ offset: true }), { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' })

const shiftSchema = z.strictObject({
  starts_at: moment(),
  ends_at: moment(),
  summary: parameter(z.string().trim().max(200).nullish(), {
    zh: '至多 200 个字符',
    en: 'at most 200 characters',
  }),
})

function addEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'addUnitShift',
    method: 'post',
    writers: ['lead'],
    path: '/patrol/units/{fid}/shifts',
    tag,
    summary: 'Add a shift to a unit (lead, admin)',
    secured: true,
    params: featureIdParams,
    requestBody: { [json]: shiftSchema },
    responses: { 201: { description: 'Added', content: { [json]: addedShiftSchema } } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', changing)
      const { starts_at, ends_at, summary } = await checkedBody(request, shiftSchema)
      const [startsAt, endsAt] = [Date.parse(starts_at), Date.parse(ends_at)]
      if (!(endsAt > startsAt && endsAt - startsAt <= LONGEST_MS))
        throw badParameter(
          'ends_at',
          { zh: '晚于 starts_at，至多 48 小时', en: 'after starts_at, at most 48 h' },
          ends_at,
        )
      const id = await addShift(databaseFor(request), fid, { startsAt, endsAt, summary: summary || null })
      sendJson(response, addedShiftSchema, { id }, { status: 201 })
    },
  })
}

function deleteEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'deleteUnitShift',
    method: 'delete',
    writers: ['lead'],
    path: '/patrol/units/{fid}/shifts/{shift}',
    tag,
    summary: 'Delete a shift of a unit (lead, admin)',
    secured: true,
    params: featureIdParams.extend({
      shift: parameter(rowIdText(), { zh: '班次编号', en: 'the id of a shift' }, { type: 'string' }),
    }),
    responses: { 204: { description: 'Deleted' } },
    async handle({ params: { fid, shift } }, response, request) {
      requireRole(viewerOf(request), 'lead', changing)
      await deleteShift(databaseFor(request), fid, shift)
      response.status(204).end()
    },
  })
}

function readEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getUnitCalendar',
    method: 'get',
    path: '/patrol/units/{fid}/shifts.ics',
    tag,
    summary: 'The shifts of a unit as iCalendar (officer, lead, admin)',
    secured: true,
    params: featureIdParams,
    responses: { 200: { description: 'RFC 5545', content: { [ICAL_TYPE]: null } }, ...refusals },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'officer', { zh: '排班', en: 'Rosters' })
      const text = await calendarOf(databaseFor(request), fid)
      response.set('Cache-Control', 'no-store').type(`${ICAL_TYPE}; charset=utf-8`).send(text)
    },
  })
}

function writeEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'putUnitCalendar',
    method: 'put',
    writers: ['lead'],
    path: '/patrol/units/{fid}/shifts.ics',
    tag,
    summary:
      'Make an iCalendar file the coming shifts of a unit (lead, admin); times without a zone are China’s; what is over stays',
    secured: true,
    params: featureIdParams,
    requestBody: { [ICAL_TYPE]: z.string() },
    responses: { 200: { description: 'What was read', content: { [json]: readShiftsSchema } } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', changing)
      const bytes = await readBytes(request, [ICAL_TYPE], MAX_CALENDAR_BYTES)
      sendJson(response, readShiftsSchema, await storeCalendar(databaseFor(request), fid, bytes.toString()))
    },
  })
}

/** Rosters: members of a unit, its duty rules, and check-ins. */
import { z } from 'zod'
import { hasRole } from '../../../geodata/access/viewer.ts'
import { checkInKinds, rostersSchema } from '../../../geodata/model/answers/patrol-roster.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { DataContext } from '../../context.ts'
import { badParameter } from '../../errors.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { featureIdParams, parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { dayEdge, momentParameter } from '../parameters.ts'
import { addCheckIn } from './check-in.ts'
import { ownUnit, readRosters, storeMembers, storeRules } from './roster.ts'
import { shiftEndpoints } from './shift-routes.ts'

const tag = 'Patrol'
const json = 'application/json'
const DAY_MS = 86_400_000
/** Maximum days of shifts in one answer. */
const LONGEST_DAYS = 100

type Context = Pick<DataContext, 'databaseFor'>

export function rosterEndpoints(context: Context): readonly Endpoint[] {
  return [
    rostersEndpoint(context),
    membersEndpoint(context),
    rulesEndpoint(context),
    checkInEndpoint(context),
    ...shiftEndpoints(context),
  ]
}

function rostersEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getRosters',
    method: 'get',
    path: '/patrol/rosters',
    tag,
    summary:
      'Units with their people, rules, readiness and shifts, by default of the next 14 days (officer, lead, admin; names for lead and admin)',
    secured: true,
    query: z.object({ from: momentParameter(), to: momentParameter() }),
    responses: { 200: { description: 'Rosters', content: { [json]: rostersSchema } }, ...refusals },
    async handle({ query }, response, request) {
      const viewer = viewerOf(request)
      requireRole(viewer, 'officer', { zh: '排班', en: 'Rosters' })
      const now = new Date().toISOString()
      const from = dayEdge(query.from, 'from') ?? now
      const to = dayEdge(query.to, 'to') ?? new Date(Date.parse(from) + 14 * DAY_MS).toISOString()
      const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
      if (!(days >= 0 && days <= LONGEST_DAYS)) {
        throw badParameter(
          'to',
          {
            zh: `不早于 from，且在其后 ${LONGEST_DAYS} 天之内`,
            en: `not before from, and at most ${LONGEST_DAYS} days after it`,
          },
          to,
        )
      }
      const database = databaseFor(request)
      const units = await readRosters(database, { from, to, names: hasRole(viewer, 'lead') })
      response.set('Cache-Control', 'no-store')
      sendJson(response, rostersSchema, { as_of: now, own: await ownUnit(database, viewer.account), units })
    },
  })
}

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)

const memberSchema = z.strictObject({
  id: z.int().min(0).optional(),
  account_id: z.int().min(0).nullish(),
  account: line(100).nullish(),
  name: line(100).nullish(),
  force: line(100),
  skills: z.array(line(50)).max(30).default([]),
})

const membersSchema = z.strictObject({
  members: parameter(z.array(memberSchema).max(50), {
    zh: '至多 50 人，各有 force（所属力量），可有 skills、name、account（登录账号）或 account_id，已有人员另有 id',
    en: 'at most 50 members, each with force, and maybe skills, name, account (its name) or account_id, and id for those who are members already',
  }),
})

function membersEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'putUnitMembers',
    method: 'put',
    writers: ['lead'],
    path: '/patrol/units/{fid}/members',
    tag,
    summary: 'Set the people of a unit (lead, admin); those that are not listed leave it',
    secured: true,
    params: featureIdParams,
    requestBody: { [json]: membersSchema },
    responses: { 204: { description: 'Set' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '更改人员', en: 'Changing the people of units' })
      const { members } = await checkedBody(request, membersSchema)
      await storeMembers(databaseFor(request), fid, members)
      response.status(204).end()
    },
  })
}

const whole = (least: number, most: number) =>
  parameter(z.int().min(least).max(most).nullable(), {
    zh: `${least} 到 ${most} 的整数，或 null（默认）`,
    en: `an integer from ${least} to ${most}, or null for the default`,
  })

const rulesSchema = z.strictObject({
  crew_minimum: whole(1, 50),
  turn_out_s: whole(0, 3600),
  rest_after_min: whole(30, 1440),
  check_in_min: whole(5, 720),
})

function rulesEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'putUnitDutyRules',
    method: 'put',
    writers: ['lead'],
    path: '/patrol/units/{fid}/duty-rules',
    tag,
    summary:
      'Set crew minimum, seconds to turn out, minutes until a rest, and minutes between check-ins of a unit (lead, admin)',
    secured: true,
    params: featureIdParams,
    requestBody: { [json]: rulesSchema },
    responses: { 204: { description: 'Set' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '更改值勤规则', en: 'Changing rules of duty' })
      await storeRules(databaseFor(request), fid, await checkedBody(request, rulesSchema))
      response.status(204).end()
    },
  })
}

const checkInSchema = z.strictObject({
  kind: parameter(z.enum(checkInKinds), { zh: checkInKinds.join('、'), en: checkInKinds.join(', ') }),
  key: parameter(z.uuid(), { zh: '由客户端生成的 UUID', en: 'a UUID made by the client' }),
  at: parameter(z.iso.datetime({ offset: true }).optional(), {
    zh: 'RFC 3339 的时刻',
    en: 'a time of RFC 3339',
  }),
  member_id: parameter(z.int().min(0).optional(), {
    zh: '人员编号，仅用于 present 与 absent',
    en: 'the id of a member, for present and absent only',
  }),
})

function checkInEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'postUnitCheckIn',
    method: 'post',
    writers: ['officer'],
    path: '/patrol/units/{fid}/check-ins',
    tag,
    summary:
      'Begin or end a duty or a rest, say that all is well, or who is present (officers of the unit, lead, admin); once for each key',
    secured: true,
    params: featureIdParams,
    requestBody: { [json]: checkInSchema },
    responses: { 204: { description: 'Noted' } },
    async handle({ params: { fid } }, response, request) {
      const viewer = viewerOf(request)
      requireRole(viewer, 'officer', { zh: '签到', en: 'Checking in' })
      const checkIn = await checkedBody(request, checkInSchema)
      await addCheckIn(databaseFor(request), fid, checkIn)
      response.status(204).end()
    },
  })
}

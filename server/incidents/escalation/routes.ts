/** Escalation rules, and the escalations that they raised. */
import { z } from 'zod'
import { sqlFile } from '../../../geodata/database/sql.ts'
import {
  type Escalation,
  type EscalationRule,
  escalationsSchema,
  newRuleSchema,
  rulesSchema,
} from '../../../geodata/model/answers/patrol-escalation.ts'
import { isRowId } from '../../../geodata/model/row-id.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { featureIdParams, limitParameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { limitsOfClocks } from './start-escalations.ts'

const listSql = sqlFile(import.meta.url, 'list.sql')

const tag = 'Patrol'
const json = 'application/json'
const path = '/patrol/escalation-rules'
const what = { zh: '时限提醒', en: 'Rules on clocks' }

interface Context extends Pick<ServerContext, 'databaseFor'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}

export function escalationEndpoints(context: Context): readonly Endpoint[] {
  return [listEndpoint(context), rulesEndpoint(context), addEndpoint(context), deleteEndpoint(context)]
}

function listEndpoint({ databaseFor, settings }: Context): Endpoint {
  return endpoint({
    operationId: 'getEscalations',
    method: 'get',
    path: '/patrol/escalations',
    tag,
    summary: 'What rules told of clocks that run out or ran out, newest first (officer, lead, admin)',
    secured: true,
    query: z.object({ limit: limitParameter(500, 50) }),
    responses: { 200: { description: 'Escalations', content: { [json]: escalationsSchema } }, ...refusals },
    async handle({ query: { limit } }, response, request) {
      requireRole(viewerOf(request), 'officer', what)
      const values = [limit, limitsOfClocks, settings.slaFrom === 'previous']
      const { rows } = await databaseFor(request).query<Escalation>(listSql, values)
      response.set('Cache-Control', 'no-store')
      sendJson(response, escalationsSchema, { escalations: rows })
    },
  })
}

const columns = `id::float8 as id, name, clock, offset_s, action, webhook_id::float8 as webhook_id, email, kinds,
  priority, weekdays, to_char(from_time, 'HH24:MI') as from_time, left(to_time::text, 5) as to_time`

function rulesEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getEscalationRules',
    method: 'get',
    path,
    tag,
    summary: 'Rules by which clocks are told of before and after they run out (officer, lead, admin)',
    secured: true,
    responses: { 200: { description: 'Rules', content: { [json]: rulesSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'officer', what)
      const { rows } = await databaseFor(request).query<EscalationRule>(
        `select ${columns} from escalation_rules order by id`,
      )
      sendJson(response, rulesSchema, { rules: rows })
    },
  })
}

function addEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'addEscalationRule',
    method: 'post',
    path,
    tag,
    summary: 'Add a rule; it holds for clocks that reach its moment from now on (lead, admin)',
    secured: true,
    writers: ['lead'],
    requestBody: { [json]: newRuleSchema },
    responses: { 201: { description: 'Added', content: { [json]: rulesSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'lead', what)
      const rule = await checkedBody(request, newRuleSchema)
      const { name, clock, offset_s, action, webhook_id, email, kinds, priority } = rule
      const values = [
        name,
        clock,
        offset_s,
        action,
        webhook_id ?? null,
        email ?? null,
        kinds ?? null,
        priority,
      ]
      const { rows } = await databaseFor(request)
        .query<EscalationRule>(
          `insert into escalation_rules (name, clock, offset_s, action, webhook_id, email, kinds, priority,
             weekdays, from_time, to_time)
           values ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9::smallint[], $10::time, $11::time) returning ${columns}`,
          [...values, rule.weekdays, rule.from_time, rule.to_time],
        )
        .catch((error: unknown) => {
          throw isForeignKey(error) ? noSuchWebhook(String(webhook_id)) : error
        })
      sendJson(response, rulesSchema, { rules: rows }, { status: 201 })
    },
  })
}

const isForeignKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503'

const noSuchWebhook = (id: string) =>
  new ProblemError(
    422,
    { zh: '规则有误', en: 'Rule refused' },
    { zh: `没有编号为“${id}”的推送地址。`, en: `There is no webhook "${id}".` },
  )

function deleteEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'deleteEscalationRule',
    method: 'delete',
    path: `${path}/{fid}`,
    tag,
    summary: 'Delete a rule (lead, admin)',
    secured: true,
    writers: ['lead'],
    params: featureIdParams,
    responses: { 204: { description: 'Deleted' }, ...refusals, 404: { description: 'No such rule' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', what)
      const { rowCount } = isRowId(fid)
        ? await databaseFor(request).query('delete from escalation_rules where id = $1', [fid])
        : { rowCount: 0 }
      if (rowCount !== 1) throw notFound({ zh: '规则', en: 'rule' }, fid)
      response.status(204).end()
    },
  })
}

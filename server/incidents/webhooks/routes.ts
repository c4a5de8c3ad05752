/** Administration of webhooks and failed messages. */
import { z } from 'zod'
import {
  type DeliveryRow,
  deliveriesSchema,
  madeWebhookSchema,
  newWebhookSchema,
  type Webhook,
  webhooksSchema,
} from '../../../geodata/model/answers/patrol-webhook.ts'
import { isRowId } from '../../../geodata/model/row-id.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { featureIdParams, limitParameter, parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { newSecret } from '../outbox/signature.ts'

const tag = 'Administration'
const json = 'application/json'
const what = { zh: '消息推送', en: 'Webhooks' }
const columns = 'id::float8 as id, name, direction, url, events, channel, enabled'

type Context = Pick<ServerContext, 'databaseFor'>

export function webhookEndpoints(context: Context): readonly Endpoint[] {
  return [
    listEndpoint(context),
    addEndpoint(context),
    removeEndpoint(context),
    deliveriesEndpoint(context),
    resendEndpoint(context),
  ]
}

function listEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getWebhooks',
    method: 'get',
    path: '/admin/webhooks',
    tag,
    summary: 'Webhooks in and out (admin)',
    secured: true,
    responses: { 200: { description: 'Webhooks', content: { [json]: webhooksSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const { rows } = await databaseFor(request).query<Webhook>(
        `select ${columns} from webhooks order by id`,
      )
      sendJson(response, webhooksSchema, { webhooks: rows })
    },
  })
}

function addEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'addWebhook',
    method: 'post',
    path: '/admin/webhooks',
    tag,
    summary: 'Add a webhook; its secret is shown this once (admin)',
    secured: true,
    writers: ['admin'],
    requestBody: { [json]: newWebhookSchema },
    responses: { 201: { description: 'Added', content: { [json]: madeWebhookSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const { name, direction, url, events, channel } = await checkedBody(request, newWebhookSchema)
      const secret = newSecret()
      const values = [name, direction, url ?? null, secret, events ?? [], channel ?? null]
      const { rows } = await databaseFor(request)
        .query<Webhook>(
          `insert into webhooks (name, direction, url, secret, events, channel)
           values ($1, $2, $3, $4, $5::text[], $6) returning ${columns}`,
          values,
        )
        .catch((error: unknown) => {
          throw error instanceof Error && 'code' in error && error.code === '23505' ? nameTaken(name) : error
        })
      const [row] = rows
      if (row === undefined) throw new Error('the webhook was not stored')
      response.set('Cache-Control', 'no-store')
      sendJson(response, madeWebhookSchema, { ...row, secret }, { status: 201 })
    },
  })
}

const nameTaken = (name: string) =>
  new ProblemError(
    409,
    { zh: '名称已被使用', en: 'Name taken' },
    { zh: `已有名为“${name}”的推送地址。`, en: `There is a webhook "${name}" already.` },
  )

function removeEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'deleteWebhook',
    method: 'delete',
    path: '/admin/webhooks/{fid}',
    tag,
    summary: 'Delete a webhook with its messages and rules (admin)',
    secured: true,
    writers: ['admin'],
    params: featureIdParams,
    responses: { 204: { description: 'Deleted' }, ...refusals, 404: { description: 'No such webhook' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const { rowCount } = isRowId(fid)
        ? await databaseFor(request).query('delete from webhooks where id = $1', [fid])
        : { rowCount: 0 }
      if (rowCount !== 1) throw notFound({ zh: '推送地址', en: 'webhook' }, fid)
      response.status(204).end()
    },
  })
}

const states = ['waiting', 'sent', 'dead'] as const

function deliveriesEndpoint({ databaseFor }: Context): Endpoint {
  const state = parameter(
    z.enum(states).default('dead'),
    { zh: states.join('、'), en: states.join(', ') },
    { type: 'string', enum: states, default: 'dead' },
  )
  return endpoint({
    operationId: 'getDeliveries',
    method: 'get',
    path: '/admin/deliveries',
    tag,
    summary: 'Messages that were given up, or wait, or were sent, newest first (admin)',
    secured: true,
    query: z.object({ state, limit: limitParameter(500, 50) }),
    responses: { 200: { description: 'Messages', content: { [json]: deliveriesSchema } }, ...refusals },
    async handle({ query }, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const { rows } = await databaseFor(request).query<DeliveryRow>(
        `select d.id::float8 as id, coalesce(d.email, w.name) as to, d.body ->> 'type' as type, d.state, d.attempts,
           d.error, to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
           to_char(d.next_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as next_at
         from deliveries as d left join webhooks as w on w.id = d.webhook_id
         where d.state = $1 order by d.id desc limit $2`,
        [query.state, query.limit],
      )
      response.set('Cache-Control', 'no-store')
      sendJson(response, deliveriesSchema, { deliveries: rows })
    },
  })
}

function resendEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'resendDelivery',
    method: 'post',
    path: '/admin/deliveries/{fid}/resend',
    tag,
    summary: 'Send a message again that was given up (admin)',
    secured: true,
    writers: ['admin'],
    params: featureIdParams,
    responses: { 204: { description: 'Queued' }, ...refusals, 404: { description: 'No such message' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const { rowCount } = isRowId(fid)
        ? await databaseFor(request).query(
            "update deliveries set state = 'waiting', attempts = 0, next_at = now() where id = $1 and state = 'dead'",
            [fid],
          )
        : { rowCount: 0 }
      if (rowCount !== 1) throw notFound({ zh: '未送达的消息', en: 'message that was given up' }, fid)
      response.status(204).end()
    },
  })
}

/** `POST /webhooks/{name}`: reports of partners (警网协同, 四平台), signed. */
import { createHash } from 'node:crypto'
import gcoord from 'gcoord'
import { z } from 'zod'
import type { Database } from '../../../geodata/database/database.ts'
import {
  type Incoming,
  incomingSchema,
  takenInSchema,
} from '../../../geodata/model/answers/patrol-webhook.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import type { ServerContext } from '../../context.ts'
import { badParameter, notFound, ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { inputProblem } from '../../http/input-problem.ts'
import { readJson, smallBody } from '../../http/json-body.ts'
import { parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { appendEvent } from '../append-event.ts'
import { countCode, kindOfCode } from '../codes/kind-of-code.ts'
import { SIGNATURE_HEADER, signatureFault, WINDOW_SECONDS } from '../outbox/signature.ts'
import { readStand } from '../stand.ts'
import { type StoreContact, takeIn } from '../take-in.ts'

const json = 'application/json'

interface Context extends Pick<ServerContext, 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
  readonly storeContact: StoreContact
}

interface Partner {
  readonly id: number
  readonly name: string
  readonly secret: string
  readonly channel: Parameters<typeof takeIn>[1]['channel']
}

const params = z.object({
  name: parameter(
    z.string().max(60),
    { zh: '推送来源的名称', en: 'the name of a webhook' },
    { type: 'string', description: 'Name of the incoming webhook' },
  ),
})

export function incomingEndpoint(context: Context): Endpoint {
  return endpoint({
    operationId: 'receiveWebhook',
    method: 'post',
    path: '/webhooks/{name}',
    tag: 'Patrol',
    summary: `Take in a signed message of a partner; see docs/webhooks.md (${SIGNATURE_HEADER})`,
    params,
    requestBody: { [json]: incomingSchema },
    responses: {
      200: { description: 'Taken in before', content: { [json]: takenInSchema } },
      201: { description: 'Taken in', content: { [json]: takenInSchema } },
      401: { description: 'The signature is missing, wrong or too old' },
      404: { description: 'No such webhook' },
      409: { description: 'The same signed request came before' },
    },
    async handle({ params: { name } }, response, request) {
      const { systemDatabase } = context
      const partner = await partnerOf(systemDatabase, name)
      const { value, bytes } = await readJson(request, [json], smallBody)
      const signature = request.get(SIGNATURE_HEADER)
      const fault = signatureFault(partner.secret, signature, bytes, Date.now())
      if (fault !== undefined) throw refusedSignature(fault)
      const read = incomingSchema.safeParse(value)
      if (!read.success) throw inputProblem(read.error, incomingSchema, value, 'body')
      await refuseReplay(systemDatabase, partner, signature ?? '')
      const { id, replayed } = await take(context, partner, read.data)
      const { number, state } = await readStand(systemDatabase, id, context.settings.slaFrom)
      response.set('Cache-Control', 'no-store')
      const body = { replayed, incident: { id, number, state } }
      sendJson(response, takenInSchema, body, { status: replayed ? 200 : 201 })
    },
  })
}

async function partnerOf(database: Database, name: string): Promise<Partner> {
  const { rows } = await database.query<Partner>(
    "select id::float8 as id, name, secret, channel from webhooks where name = $1 and direction = 'in' and enabled",
    [name],
  )
  const [partner] = rows
  if (partner === undefined) throw notFound({ zh: '推送来源', en: 'webhook' }, name)
  return partner
}

async function refuseReplay(database: Database, { id }: Partner, signature: string): Promise<void> {
  const { rowCount } = await database.query(
    'insert into webhook_receipts (webhook_id, signature) values ($1, $2) on conflict do nothing',
    [id, signature],
  )
  if (rowCount === 0) throw replay
}

/** Returns the key of a partner's message in the log; a repeated message has the same key. */
function keyOf(partner: Partner, messageId: string): string {
  const hex = createHash('sha256').update(`${partner.id} ${messageId}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function take(context: Context, partner: Partner, message: Incoming) {
  return message.type === 'incident.note'
    ? addNote(context, partner, message)
    : takeReport(context, partner, message)
}

async function addNote({ systemDatabase, settings }: Context, partner: Partner, message: Incoming) {
  const { id: messageId, report, words, at } = message
  if (report === undefined) throw missing('report')
  if (words === undefined) throw missing('words')
  const { rows } = await systemDatabase.query<{ id: number }>(
    'select incident_id::float8 as id from incident_events where coalesce(account_id, 0) = 0 and key = $1',
    [keyOf(partner, report)],
  )
  const [incident] = rows
  if (incident === undefined) throw notFound({ zh: '上报', en: 'report' }, report)
  const event = { key: keyOf(partner, messageId), at, type: 'noted', note: words } as const
  const { replayed } = await appendEvent(systemDatabase, String(incident.id), event, settings.slaFrom)
  return { id: incident.id, replayed }
}

async function takeReport({ systemDatabase, storeContact }: Context, partner: Partner, message: Incoming) {
  const { id: messageId, at, kind, code, priority, words, contact } = message
  const { lon, lat } = message
  if (lon === undefined || lat === undefined) throw missing(lon === undefined ? 'lon' : 'lat')
  if (kind !== undefined && !(kind in incidentKinds)) {
    const kinds = Object.keys(incidentKinds)
    throw badParameter('kind', { zh: `${kinds.join('、')} 之一`, en: `one of ${kinds.join(', ')}` }, kind)
  }
  const known = code && (await kindOfCode(systemDatabase, code))
  const [east, north] =
    message.datum === 'GCJ02' ? gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.WGS84) : [lon, lat]
  const report = {
    key: keyOf(partner, messageId),
    at,
    kind: kind ?? known ?? 'other',
    channel: partner.channel,
    priority,
    ...(words === undefined ? {} : { words }),
    lon: east ?? lon,
    lat: north ?? lat,
  }
  const taken = await takeIn(
    systemDatabase,
    report,
    `webhook:${partner.name}`,
    contact && ((client, incident) => storeContact(client, incident, contact)),
    { message: messageId, ...(code ? { code } : {}) },
  )
  if (code && !taken.replayed) await countCode(systemDatabase, code)
  return taken
}

const missing = (name: string) =>
  new ProblemError(
    400,
    { zh: '内容有误', en: 'Bad body' },
    { zh: `请求内容缺少 ${name}。`, en: `The body lacks ${name}.` },
  )

const faults = {
  missing: {
    zh: `请求应带有 ${SIGNATURE_HEADER}: t=秒,v1=十六进制的 HMAC-SHA256。`,
    en: `The request should have ${SIGNATURE_HEADER}: t=SECONDS,v1=HMAC-SHA256 in hexadecimal digits.`,
  },
  wrong: {
    zh: '签名与内容不符：应为以密钥对“秒.内容”所作的 HMAC-SHA256。',
    en: 'The signature does not fit: it should be the HMAC-SHA256 of "SECONDS.BODY" under the secret.',
  },
  old: {
    zh: `签名时刻与服务器相差超过 ${WINDOW_SECONDS} 秒，请校准时钟后重新签名。`,
    en: `The time of the signature is more than ${WINDOW_SECONDS} s from the server's. Set the clock and sign again.`,
  },
} as const

const refusedSignature = (fault: keyof typeof faults) =>
  new ProblemError(401, { zh: '签名无效', en: 'Signature refused' }, faults[fault])

const replay = new ProblemError(
  409,
  { zh: '重复的请求', en: 'Replayed request' },
  {
    zh: '这个签名已经用过。要再次发送同一消息，请用新的时刻重新签名，其 id 不变。',
    en: 'This signature was used before. To send the message again, sign it with the present time and keep its id.',
  },
)

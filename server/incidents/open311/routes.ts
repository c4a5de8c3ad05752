/**
 * Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2/) with the service request updates of
 * FixMyStreet, in XML and JSON, at `/open311/v2`.
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl } from '../../http/negotiation.ts'
import { parameter } from '../../http/parameters.ts'
import {
  checkJurisdiction,
  FORM,
  type Form,
  JURISDICTION,
  knownSender,
  MULTIPART,
  readForm,
  senderOf,
} from './form.ts'
import { requests, updates, type Values } from './read-requests.ts'
import { type Open311Context, takeRequest, takeUpdate } from './reports.ts'
import { type Format, formats, type Item, mediaTypes, writeItem, writeList } from './write.ts'

const BASE = '/open311/v2'

const format = parameter(
  z.enum(formats),
  { zh: formats.join(' 或 '), en: formats.join(' or ') },
  { type: 'string', enum: formats },
)
const text = (en: string) =>
  parameter(z.string().max(200), { zh: en, en }, { type: 'string', description: en })

export function open311Endpoints(context: Open311Context): readonly Endpoint[] {
  const { systemDatabase } = context
  return [
    read(
      'getOpen311Discovery',
      '/discovery.{format}',
      'What this server offers',
      {},
      (_, __, kind, request) => writeItem(kind, 'discovery', discovery(request)),
    ),
    read('getOpen311Services', '/services.{format}', 'Kinds of reports', {}, (_, __, kind) =>
      writeList(kind, 'services', 'service', services),
    ),
    read(
      'getOpen311Service',
      '/services/{code}.{format}',
      'A kind of reports',
      { code: text('a service code') },
      ({ code = '' }, _, kind) => {
        if (!Object.hasOwn(incidentKinds, code)) throw notFound({ zh: '服务', en: 'service' }, code)
        return writeItem(kind, 'service_definition', { service_code: code, attributes: [] })
      },
    ),
    read(
      'getOpen311Requests',
      '/requests.{format}',
      'Reports of a sender by its key, or any by their ids',
      {},
      async (_, query, kind) =>
        writeList(kind, 'service_requests', 'request', await requests(context, query)),
    ),
    read(
      'getOpen311Request',
      '/requests/{id}.{format}',
      'A report by its id',
      { id: text('the id of a request') },
      async ({ id = '' }, query, kind) => {
        const items = await requests(context, { ...query, service_request_id: id })
        if (items.length === 0) throw notFound({ zh: '上报', en: 'request' }, id)
        return writeList(kind, 'service_requests', 'request', items)
      },
    ),
    read(
      'getOpen311Token',
      '/tokens/{token}.{format}',
      'The id of a report by its token, which is the id',
      { token: text('a token') },
      async ({ token = '' }, query, kind) => {
        const items = await requests(context, { ...query, service_request_id: token })
        if (items.length === 0) throw notFound({ zh: '令牌', en: 'token' }, token)
        return writeList(kind, 'service_requests', 'request', [{ service_request_id: token, token }])
      },
    ),
    write(
      'postOpen311Request',
      '/requests.{format}',
      'Report something',
      async ({ fields, files }, kind, request) => {
        const sender = await senderOf(systemDatabase, fields.get('api_key'))
        const { id, token } = await takeRequest(context, sender, { fields, files })
        const notice = token ? `${baseUrl(request)}/status/${token}` : null
        const item = { service_request_id: String(id), service_notice: notice, account_id: null }
        return writeList(kind, 'service_requests', 'request', [item])
      },
    ),
    ...['servicerequestupdates', 'update'].flatMap((name) => {
      const suffix = name === 'update' ? 'Alias' : ''
      return [
        read(
          `getOpen311Updates${suffix}`,
          `/${name}.{format}`,
          'Steps of the reports of a sender',
          {},
          async (_, query, kind) =>
            writeList(kind, 'service_request_updates', 'request_update', await updates(context, query)),
        ),
        write(
          `postOpen311Update${suffix}`,
          `/${name}.{format}`,
          'Add a note to a report of the sender',
          async ({ fields }, kind) => {
            const sender = await knownSender(systemDatabase, fields.get('api_key'))
            const id = await takeUpdate(context, sender, fields)
            return writeList(kind, 'service_request_updates', 'request_update', [{ update_id: String(id) }])
          },
        ),
      ]
    }),
  ]
}

const answers = { 'text/xml': null, 'application/json': z.unknown() }
const refused = (description: string) => ({
  description: `${description}, as errors of Open311`,
  content: answers,
})
const responses = {
  200: { description: 'Answer of Open311', content: answers },
  400: refused('A field is missing or wrong'),
  403: refused('The key is missing or wrong'),
  404: refused('No such thing, or another jurisdiction'),
  409: refused('Not possible now'),
  413: refused('Too much'),
  415: refused('Not a form'),
  422: refused('The id was used for something else, or a photo cannot be read'),
}
const tag = 'Open311'

/** Sends the text of `answer`; a thrown error becomes an Open311 error. */
async function answered(
  kind: Format,
  response: Response,
  answer: () => string | Promise<string>,
): Promise<void> {
  response.set('Cache-Control', 'no-store')
  try {
    response.type(mediaTypes[kind]).send(await answer())
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { status, detail, headers } = error
    const item = { code: status, description: `${detail.zh} ${detail.en}` }
    response
      .status(status)
      .set(headers)
      .type(mediaTypes[kind])
      .send(writeList(kind, 'errors', 'error', [item]))
  }
}

function read(
  operationId: string,
  path: string,
  summary: string,
  params: Readonly<Record<string, z.ZodString>>,
  answer: (params: Values, query: Values, kind: Format, request: Request) => string | Promise<string>,
): Endpoint {
  return endpoint({
    operationId,
    method: 'get',
    path: `${BASE}${path}`,
    tag,
    summary,
    params: z.object({ ...params, format }),
    query: z.looseObject({ jurisdiction_id: z.string().max(200).optional() }),
    responses,
    async handle(input, response, request) {
      const { format: kind, ...values } = input.params as { format: Format } & Record<string, string>
      const query = input.query as Values
      await answered(kind, response, () => {
        checkJurisdiction(query.jurisdiction_id)
        return answer(values, query, kind, request)
      })
    },
  })
}

function write(
  operationId: string,
  path: string,
  summary: string,
  answer: (form: Form, kind: Format, request: Request) => Promise<string>,
): Endpoint {
  return endpoint({
    operationId,
    method: 'post',
    path: `${BASE}${path}`,
    tag,
    summary,
    limit: 'report',
    params: z.object({ format }),
    requestBody: { [FORM]: z.looseObject({}), [MULTIPART]: z.looseObject({}) },
    responses,
    async handle({ params }, response, request) {
      await answered(params.format, response, async () => {
        const form = await readForm(request)
        checkJurisdiction(form.fields.get('jurisdiction_id'))
        return answer(form, params.format, request)
      })
    },
  })
}

const discovery = (request: Request): Item => ({
  changeset: '2026-11-30T00:00:00Z',
  contact: baseUrl(request),
  key_service: baseUrl(request),
  endpoints: [
    {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: `${baseUrl(request)}${BASE}`,
      changeset: '2026-11-30T00:00:00Z',
      type: 'production',
      jurisdiction: JURISDICTION,
      formats: 'text/xml, application/json',
    },
  ],
})

const services: readonly Item[] = Object.entries(incidentKinds).map(([code, { title }]) => ({
  service_code: code,
  service_name: title.zh,
  description: title.en,
  metadata: false,
  type: 'realtime',
  keywords: `${title.zh},${title.en}`,
  group: '巡查 Patrol',
}))

/** `POST`, `DELETE /patrol/incidents/{fid}/status-links`, and the page of a link, `GET /status/{token}`. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { statusLinkSchema } from '../../../geodata/model/answers/patrol-incident.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl, languageOf } from '../../http/negotiation.ts'
import { featureIdParams, languageParameter, parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { readStand } from '../stand.ts'
import { makeStatusLink, readStatus } from './links.ts'
import { statusPage } from './page.ts'

const json = 'application/json'
const tag = 'Patrol'
const what = { zh: '进度链接', en: 'Links for reporters' }
const style = readFileSync(new URL('status.css', import.meta.url))

interface Context extends Pick<ServerContext, 'databaseFor' | 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}

export function statusEndpoints(context: Context): readonly Endpoint[] {
  return [makeEndpoint(context), revokeEndpoint(context), styleEndpoint(), pageEndpoint(context)]
}

function makeEndpoint({ databaseFor, settings }: Context): Endpoint {
  return endpoint({
    operationId: 'makeStatusLink',
    method: 'post',
    path: '/patrol/incidents/{fid}/status-links',
    tag,
    summary: 'Make a private link by which the reporter follows the report (lead, admin)',
    secured: true,
    writers: ['lead'],
    params: featureIdParams,
    responses: {
      201: { description: 'Made', content: { [json]: statusLinkSchema } },
      ...refusals,
      404: { description: 'No such incident' },
    },
    async handle({ params: { fid } }, response, request) {
      const viewer = viewerOf(request)
      requireRole(viewer, 'lead', what)
      const database = databaseFor(request)
      const { id } = await readStand(database, fid, settings.slaFrom)
      const token = await makeStatusLink(database, id, viewer.account)
      response.set('Cache-Control', 'no-store')
      sendJson(response, statusLinkSchema, { url: `${baseUrl(request)}/status/${token}` }, { status: 201 })
    },
  })
}

function revokeEndpoint({ databaseFor, settings }: Context): Endpoint {
  return endpoint({
    operationId: 'revokeStatusLinks',
    method: 'delete',
    path: '/patrol/incidents/{fid}/status-links',
    tag,
    summary: 'Revoke all links of an incident (lead, admin)',
    secured: true,
    writers: ['lead'],
    params: featureIdParams,
    responses: { 204: { description: 'Revoked' }, ...refusals, 404: { description: 'No such incident' } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'lead', what)
      const database = databaseFor(request)
      const { id } = await readStand(database, fid, settings.slaFrom)
      await database.query(
        'update status_links set revoked_at = now() where incident_id = $1 and revoked_at is null',
        [id],
      )
      response.status(204).end()
    },
  })
}

function styleEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getStatusStyle',
    method: 'get',
    path: '/status.css',
    tag,
    summary: 'Style sheet of the pages of reports',
    responses: { 200: { description: 'Style sheet', content: { 'text/css': null } } },
    handle(_, response) {
      response.set('Cache-Control', 'public, max-age=3600').type('text/css').send(style)
    },
  })
}

function pageEndpoint({ systemDatabase, settings }: Context): Endpoint {
  const token = parameter(
    z.string().max(100),
    { zh: '链接中的令牌', en: 'the token of a link' },
    { type: 'string', description: 'Token of the link' },
  )
  return endpoint({
    operationId: 'getStatusPage',
    method: 'get',
    path: '/status/{token}',
    tag,
    summary: 'How a report stands, for who has its link; without scripts',
    params: z.object({ token }),
    query: z.object({ lang: languageParameter }),
    responses: {
      200: { description: 'Page', content: { 'text/html': null } },
      404: { description: 'No such link, or it was revoked' },
    },
    async handle({ params, query }, response, request) {
      const status = await readStatus(systemDatabase, params.token)
      if (status === undefined) throw noLink
      const language = languageOf(request, query.lang)
      response
        .set('Cache-Control', 'no-store')
        .set('Referrer-Policy', 'no-referrer')
        .set('X-Robots-Tag', 'noindex')
        .set('Content-Language', language)
        .vary('Accept-Language')
        .type('text/html')
        .send(statusPage(status, language, `${baseUrl(request)}/status.css`, settings.slaFrom, Date.now()))
    },
  })
}

const noLink = new ProblemError(
  404,
  { zh: '未找到', en: 'Not found' },
  {
    zh: '没有这个链接，或它已被撤销。请核对报告时得到的链接。',
    en: 'There is no such link, or it was revoked. Compare it with the one that you were given.',
  },
)

/** `POST`, `DELETE /patrol/incidents/{fid}/status-links`, and the page of a link, `GET`, `POST /status/{token}`. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { statusLinkSchema } from '../../../geodata/model/answers/patrol-incident.ts'
import { reportStatusSchema } from '../../../geodata/model/answers/public-report.ts'
import { dueAt, runningClock } from '../../../geodata/model/patrol/clocks.ts'
import { allReporterAnswers } from '../../../geodata/model/patrol/reporter-answer.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl, languageOf } from '../../http/negotiation.ts'
import { featureIdParams, languageParameter, parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { badField, FORM, field, readForm } from '../open311/form.ts'
import { readStand } from '../stand.ts'
import { makeStatusLink, readStatus } from './links.ts'
import { type Status, statusPage } from './page.ts'
import { takeAnswer } from './take-answer.ts'

const json = 'application/json'
const tag = 'Patrol'
const what = { zh: '进度链接', en: 'Links for reporters' }
const style = readFileSync(new URL('status.css', import.meta.url))

interface Context extends Pick<ServerContext, 'databaseFor' | 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}

export function statusEndpoints(context: Context): readonly Endpoint[] {
  return [
    makeEndpoint(context),
    revokeEndpoint(context),
    styleEndpoint(),
    pageEndpoint(context),
    statusEndpoint(context),
    answerEndpoint(context),
  ]
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

const tokenParams = z.object({
  token: parameter(
    z.string().max(100),
    { zh: '链接中的令牌', en: 'the token of a link' },
    { type: 'string', description: 'Token of the link' },
  ),
})

/** Returns the status behind a link. Throws a ProblemError of status 404 without one. */
async function statusOf({ systemDatabase }: Context, token: string): Promise<Status> {
  const status = await readStatus(systemDatabase, token)
  if (status === undefined) throw noLink
  return status
}

const noSuchLink = { 404: { description: 'No such link, or it was revoked' } }
const answer = z.enum(allReporterAnswers)

function pageEndpoint(context: Context): Endpoint {
  const answered = parameter(
    answer.optional(),
    { zh: allReporterAnswers.join(' 或 '), en: allReporterAnswers.join(' or ') },
    { type: 'string', enum: allReporterAnswers, description: 'What the reporter has just answered' },
  )
  return endpoint({
    operationId: 'getStatusPage',
    method: 'get',
    path: '/status/{token}',
    tag,
    summary: 'How a report stands, for who has its link; without scripts',
    params: tokenParams,
    query: z.object({ lang: languageParameter, answered }),
    responses: { 200: { description: 'Page', content: { 'text/html': null } }, ...noSuchLink },
    async handle({ params, query }, response, request) {
      const status = await statusOf(context, params.token)
      const language = languageOf(request, query.lang)
      const base = baseUrl(request)
      const { slaFrom } = context.settings
      response
        .set('Cache-Control', 'no-store')
        // Other sites never learn the link; this server gets the origin of the form.
        .set('Referrer-Policy', 'same-origin')
        .set('X-Robots-Tag', 'noindex')
        .set('Content-Language', language)
        .vary('Accept-Language')
        .type('text/html')
        .send(statusPage(status, language, base, slaFrom, Date.now(), query.answered))
    },
  })
}

function statusEndpoint(context: Context): Endpoint {
  return endpoint({
    operationId: 'getReportStatus',
    method: 'get',
    path: '/status/{token}/summary',
    tag,
    summary: 'How a report stands, for who has its link, as JSON',
    params: tokenParams,
    responses: { 200: { description: 'Status', content: { [json]: reportStatusSchema } }, ...noSuchLink },
    async handle({ params }, response) {
      const status = await statusOf(context, params.token)
      const { number, kind, state, reported_at } = status
      const clock = runningClock(status)
      const due =
        clock === null
          ? null
          : { clock, at: new Date(dueAt(status, clock, context.settings.slaFrom)).toISOString() }
      response.set('Cache-Control', 'no-store')
      sendJson(response, reportStatusSchema, { number, kind, state, reported_at, due })
    },
  })
}

function answerEndpoint(context: Context): Endpoint {
  return endpoint({
    operationId: 'answerReport',
    method: 'post',
    path: '/status/{token}',
    tag,
    summary: 'The reporter says that it is solved, or that the problem is still there',
    limit: 'report',
    params: tokenParams,
    query: z.object({ lang: languageParameter }),
    requestBody: { [FORM]: z.object({ answer, words: z.string().max(500).optional() }) },
    responses: { 303: { description: 'Back to the page' }, ...noSuchLink },
    async handle({ params: { token }, query }, response, request) {
      const status = await statusOf(context, token)
      const { fields } = await readForm(request)
      const { data: said } = answer.safeParse(fields.get('answer'))
      if (said === undefined)
        throw badField('answer', {
          zh: allReporterAnswers.join(' 或 '),
          en: allReporterAnswers.join(' or '),
        })
      const isTaken = await takeAnswer(context, status, token, said, field(fields, 'words', 500))
      const values = { lang: languageOf(request, query.lang), ...(isTaken ? { answered: said } : {}) }
      response.redirect(303, `${baseUrl(request)}/status/${token}?${new URLSearchParams(values)}`)
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

/** `POST /reports`, `GET /reports/near`: reports of people without an account. */
import { z } from 'zod'
import {
  nearReportsSchema,
  publicReportSchema,
  takenReportSchema,
} from '../../../geodata/model/answers/public-report.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { checkedInput } from '../../http/input-problem.ts'
import { baseUrl } from '../../http/negotiation.ts'
import { numberText, parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { badField, type Form, MULTIPART, readForm } from '../open311/form.ts'
import { readPhotos } from '../photos/store-photos.ts'
import { readStand } from '../stand.ts'
import { nearReports } from './near.ts'
import { checkWork, type PublicContext, takePublicReport } from './take-report.ts'

const json = 'application/json'
const tag = 'Reports'

export function publicReportEndpoints(context: PublicContext): readonly Endpoint[] {
  return [reportEndpoint(context), nearEndpoint(context)]
}

/** Returns the field `report` of a form. Throws ProblemErrors of status 400. */
function reportOf({ fields }: Form) {
  let value: unknown
  try {
    value = JSON.parse(fields.get('report') ?? '')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw badField('report', { zh: 'JSON', en: 'JSON' })
  }
  return checkedInput(publicReportSchema, value, 'body')
}

function reportEndpoint(context: PublicContext): Endpoint {
  return endpoint({
    operationId: 'sendPublicReport',
    method: 'post',
    path: '/reports',
    tag,
    summary: 'Report a problem without an account, with up to three photos; taken once for its key',
    limit: 'report',
    requestBody: {
      [MULTIPART]: z.object({
        report: publicReportSchema,
        photo: z.array(z.string().meta({ format: 'binary' })).max(3),
      }),
    },
    responses: {
      201: { description: 'Taken', content: { [json]: takenReportSchema } },
      200: { description: 'It was taken before with this key', content: { [json]: takenReportSchema } },
      413: { description: 'A photo is too large' },
      415: { description: 'Not a form' },
      422: { description: 'No proof of work, out of reach, not a photo, or the key was used' },
    },
    async handle(_, response, request) {
      const form = await readForm(request)
      const report = reportOf(form)
      checkWork(report)
      const photos = await readPhotos(form.files, report.key)
      const taken = await takePublicReport(context, report, photos)
      const { number } = await readStand(context.systemDatabase, taken.id, context.settings.slaFrom)
      const { replayed, token } = taken
      response.set('Cache-Control', 'no-store')
      const body = { replayed, number, url: `${baseUrl(request)}/status/${token}` }
      sendJson(response, takenReportSchema, body, { status: replayed ? 200 : 201 })
    },
  })
}

const coordinate = (most: number, zh: string, en: string) =>
  parameter(
    numberText(-most, most),
    { zh: `−${most} 到 ${most} 的${zh}`, en: `a ${en} from -${most} to ${most}` },
    { type: 'number', minimum: -most, maximum: most },
  )

function nearEndpoint({ systemDatabase }: PublicContext): Endpoint {
  return endpoint({
    operationId: 'getNearReports',
    method: 'get',
    path: '/reports/near',
    tag,
    summary: 'Open reports near a place about its state, so that nobody reports twice',
    query: z.object({ lon: coordinate(180, '经度', 'longitude'), lat: coordinate(90, '纬度', 'latitude') }),
    responses: { 200: { description: 'Reports', content: { [json]: nearReportsSchema } } },
    async handle({ query }, response) {
      response.set('Cache-Control', 'no-store')
      sendJson(response, nearReportsSchema, { reports: await nearReports(systemDatabase, query) })
    },
  })
}

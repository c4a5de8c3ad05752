/** `GET` and `POST /planning/extract`, and `GET /planning/extract/check`. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import {
  type Extract,
  extractCheckSchema,
  extractSchema,
} from '../../../geodata/model/answers/planning-extract.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { inputProblem } from '../../http/input-problem.ts'
import { type BodyLimits, readJson } from '../../http/json-body.ts'
import { baseUrl, languageOf, mediaType } from '../../http/negotiation.ts'
import { parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { composeWithSurroundings, type ExtractContext, readerOf } from './answer.ts'
import { checkPage } from './check-page.ts'
import { type ComposedExtract, composeExtract } from './document.ts'
import { extractLinks } from './links.ts'
import { extractPdfEndpoint } from './pdf-route.ts'
import { extractBody, extractQuery, type Question, questionOfBody, questionOfQuery } from './question.ts'

const tag = 'Planning'
const json = 'application/json'
const bodyLimits: BodyLimits = { bytes: 2 * 1024 * 1024, depth: 10, keys: 500 }

/** Returns the endpoints of extracts as JSON. */
export function extractEndpoints(context: ExtractContext, keeper: NetworkKeeper): readonly Endpoint[] {
  const responses = { 200: { description: 'The extract', content: { [json]: extractSchema } } }
  return [
    endpoint({
      operationId: 'getExtract',
      method: 'get',
      path: '/planning/extract',
      tag,
      summary:
        'Everything about a parcel or a drawn area: control lines, plans, land use, indicators, neighbours, history, with versions and a hash',
      query: z.object(extractQuery),
      responses,
      async handle({ query }, response, request) {
        await sendExtract(context, keeper, questionOfQuery(query), request, response)
      },
    }),
    endpoint({
      operationId: 'postExtract',
      method: 'post',
      path: '/planning/extract',
      tag,
      summary: 'The same for a drawn area, or for a list of parcels as one document with an index',
      limit: 'read',
      requestBody: { [json]: extractBody },
      responses,
      async handle(_, response, request) {
        const { value } = await readJson(request, [json], bodyLimits)
        const body = extractBody.safeParse(value)
        if (!body.success) throw inputProblem(body.error, extractBody, value, 'body')
        const question = questionOfBody(body.data)
        await sendExtract(context, keeper, question, request, response)
      },
    }),
    extractPdfEndpoint(context, keeper),
    checkEndpoint(context),
  ]
}

async function sendExtract(
  context: ExtractContext,
  keeper: NetworkKeeper,
  question: Question,
  request: Request,
  response: Response,
): Promise<void> {
  const { database, viewer } = readerOf(context, question, request)
  const { composed, surroundings } = await composeWithSurroundings(database, viewer, question, keeper)
  response.set('Cache-Control', 'no-store')
  sendJson(response, extractSchema, answerOf(composed, surroundings, request))
}

const answerOf = (
  { content, sha256 }: ComposedExtract,
  surroundings: Extract['surroundings'],
  request: Request,
): Extract => ({
  content,
  sha256,
  canonical: 'RFC 8785',
  surroundings,
  links: extractLinks(baseUrl(request), content, sha256),
})

function checkEndpoint(context: ExtractContext): Endpoint {
  return endpoint({
    operationId: 'checkExtract',
    method: 'get',
    path: '/planning/extract/check',
    tag,
    summary: 'Composes an extract again and says whether its hash still fits',
    query: z.object({
      ...extractQuery,
      sha256: parameter(
        z
          .string()
          .regex(/^[0-9a-f]{64}$/i)
          .transform((text) => text.toLowerCase()),
        { zh: '64 位十六进制数字', en: '64 hexadecimal digits' },
        { type: 'string' },
      ),
    }),
    responses: {
      200: { description: 'The result', content: { [json]: extractCheckSchema, 'text/html': null } },
    },
    async handle({ query }, response, request) {
      const question = questionOfQuery(query)
      const { database, viewer } = readerOf(context, question, request)
      const [then, now] = await Promise.all([
        composeExtract(database, viewer, question),
        composeExtract(database, viewer, { ...question, asOf: undefined }).catch(() => undefined),
      ])
      const unchanged = now !== undefined && sameApartFromDate(then, now)
      response.set('Cache-Control', 'no-store')
      if (mediaType(request, [json, 'text/html']) === 'text/html') {
        const { pdf } = extractLinks(baseUrl(request), then.content, then.sha256)
        const language = languageOf(request, query.lang)
        response.vary('Accept, Accept-Language').type('text/html')
        response.send(checkPage({ ...then, asked: query.sha256, unchanged, pdf }, language))
        return
      }
      sendJson(response, extractCheckSchema, {
        fits: then.sha256 === query.sha256,
        sha256: then.sha256,
        as_of: then.content.as_of,
        unchanged,
        edition: then.content.edition.readers,
      })
    },
  })
}

/** The dates of the document differ, and so does which lines are in force: these count. */
const sameApartFromDate = (then: ComposedExtract, now: ComposedExtract): boolean =>
  JSON.stringify({ ...then.content, as_of: '', day: '' }) ===
  JSON.stringify({ ...now.content, as_of: '', day: '' })

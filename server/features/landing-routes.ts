/** Endpoints of the landing page and the conformance declaration. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { conformanceSchema, landingSchema } from '../../geodata/model/answers/collections.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { DataContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { isEdition } from '../http/base-address.ts'
import { closeToOthers } from '../http/cross-origin.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf, mediaType, serverUrl } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { beginEdition } from './edit/edition.ts'
import { documentQuery, json, featuresTag as tag } from './known-layer.ts'
import { conformanceClasses, landingDocument } from './landing.ts'

const editionParameter = parameter(
  z.string().max(80),
  { zh: '/ogc/editing 给出的编辑批次', en: 'an edition from /ogc/editing' },
  { type: 'string', pattern: '^\\d{1,20}-[\\w-]{16}$' },
)

/**
 * Returns these endpoints. `/` answers browsers, which accept `text/html`, with the map, and all others with
 * JSON, because programs often accept anything.
 */
export function landingEndpoints(databaseFor: DataContext['databaseFor']): readonly Endpoint[] {
  return [...landingPageEndpoints(), ...editingEndpoints(databaseFor), conformanceEndpoint()]
}

function landingPageEndpoints(): readonly Endpoint[] {
  const responses = { 200: { description: 'Landing page', content: { [json]: landingSchema } } }
  const orPage = {
    200: { description: 'Landing page, or the map', content: { [json]: landingSchema, 'text/html': null } },
  }
  return [
    endpoint({
      operationId: 'getLandingPage',
      method: 'get',
      path: '/',
      tag,
      summary: 'Landing page, or the map for browsers',
      query: z.looseObject({ f: z.unknown().optional(), lang: z.unknown().optional() }),
      responses: orPage,
      handle({ query }, response, request, next) {
        response.vary('Accept')
        const isPage = query.f === 'html' || request.accepts([json, 'text/html']) === 'text/html'
        if (isPage && query.f !== 'json') {
          closeToOthers(response)
          return next()
        }
        const language = languageOf(request, languageParameter.safeParse(query.lang).data)
        const server = serverUrl(request)
        sendTaggedJson(response, landingSchema, landingDocument(server, server, language), { language })
      },
    }),
    endpoint({
      operationId: 'getOgcLandingPage',
      method: 'get',
      path: '/ogc',
      tag,
      summary: 'Landing page, always JSON; /collections, /conformance, /tiles and /api are below it, too',
      query: documentQuery,
      responses,
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        const server = serverUrl(request)
        sendTaggedJson(response, landingSchema, landingDocument(`${server}/ogc`, server, language), {
          language,
        })
      },
    }),
  ]
}

/** Landing pages for programs that write and never send If-Match. */
function editingEndpoints(databaseFor: DataContext['databaseFor']): readonly Endpoint[] {
  const common = {
    method: 'get',
    tag,
    query: documentQuery,
    responses: { 200: { description: 'Landing page', content: { [json]: landingSchema } } },
    // An edition belongs to the program that opened it.
    crossOrigin: 'never',
  } as const
  const send = (edition: string, language: Language, request: Request, response: Response) => {
    const server = serverUrl(request)
    const document = landingDocument(`${server}/ogc/editing/${edition}`, server, language)
    response.set('Cache-Control', 'no-store')
    sendJson(response, landingSchema, document, { language })
  }
  return [
    endpoint({
      ...common,
      operationId: 'beginEdition',
      path: '/ogc/editing',
      summary:
        'Landing page for programs that write without If-Match, such as QGIS: each request gets its own links',
      async handle({ query }, response, request) {
        const edition = await beginEdition(databaseFor(request))
        send(edition, languageOf(request, query.lang), request, response)
      },
    }),
    endpoint({
      ...common,
      operationId: 'getEdition',
      path: '/ogc/editing/{edition}',
      summary: 'The landing page of an edition; all of OGC API is below it',
      params: z.object({ edition: editionParameter }),
      handle({ params, query }, response, request) {
        if (!isEdition(params.edition)) throw notFound({ zh: '编辑批次', en: 'edition' }, params.edition)
        send(params.edition, languageOf(request, query.lang), request, response)
      },
    }),
  ]
}

function conformanceEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getConformance',
    method: 'get',
    path: '/conformance',
    tag,
    summary: 'The conformance classes that this server implements',
    query: documentQuery,
    responses: { 200: { description: 'Conformance classes', content: { [json]: conformanceSchema } } },
    handle({ query }, response, request) {
      const type = mediaType(request, [json], query.f)
      sendTaggedJson(response, conformanceSchema, { conformsTo: conformanceClasses }, { type })
    },
  })
}

/** Where everything is: the landing page, and what this server conforms to. */
import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType, sendJson } from '../http/negotiation.ts'
import { languageParameter } from '../http/parameters.ts'
import { documentQuery, json, featuresTag as tag } from './known-layer.ts'
import { conformanceClasses, conformanceSchema, landingDocument, landingSchema } from './landing.ts'

/** The landing page and the conformance declaration. `/` answers only clients that prefer JSON to a page. */
export function landingEndpoints(): readonly Endpoint[] {
  return [...landingPageEndpoints(), conformanceEndpoint()]
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
      summary: 'Landing page for clients that prefer JSON, the map for browsers',
      query: z.looseObject({ f: z.unknown().optional(), lang: z.unknown().optional() }),
      responses: orPage,
      handle({ query }, response, request, next) {
        response.vary('Accept')
        if (query.f !== 'json' && request.accepts(['text/html', json]) !== json) return next()
        const language = languageOf(request, languageParameter.safeParse(query.lang).data)
        sendJson(response, json, landingDocument(baseUrl(request), language), language)
      },
    }),
    endpoint({
      operationId: 'getOgcLandingPage',
      method: 'get',
      path: '/ogc',
      tag,
      summary: 'Landing page, always JSON',
      query: documentQuery,
      responses,
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        sendJson(response, json, landingDocument(baseUrl(request), language), language)
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
      sendJson(response, mediaType(request, [json], query.f), { conformsTo: conformanceClasses })
    },
  })
}

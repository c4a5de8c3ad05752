/** Where everything is: the landing page, and what this server conforms to. */
import { z } from 'zod'
import { closeToOthers } from '../http/cross-origin.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf, mediaType, serverUrl } from '../http/negotiation.ts'
import { languageParameter } from '../http/parameters.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { documentQuery, json, featuresTag as tag } from './known-layer.ts'
import { conformanceClasses, conformanceSchema, landingDocument, landingSchema } from './landing.ts'

/**
 * The landing page and the conformance declaration. `/` answers browsers, which ask for `text/html`, with
 * the map, and all others with JSON: programs often take anything.
 */
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
        sendTaggedJson(response, json, landingDocument(server, server, language), language)
      },
    }),
    endpoint({
      operationId: 'getOgcLandingPage',
      method: 'get',
      path: '/ogc',
      tag,
      summary: 'Landing page, always JSON; /collections, /conformance, /tiles and /api stand below it, too',
      query: documentQuery,
      responses,
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        const server = serverUrl(request)
        sendTaggedJson(response, json, landingDocument(`${server}/ogc`, server, language), language)
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
      sendTaggedJson(response, mediaType(request, [json], query.f), { conformsTo: conformanceClasses })
    },
  })
}

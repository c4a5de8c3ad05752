/** Decides which endpoints foreign pages may read, and answers their preflight requests. */
import type { RequestListener } from 'node:http'
import { ALLOW, type CrossOrigin, RESOURCE } from './cross-origin.ts'
import type { Endpoint } from './endpoint.ts'
import { pathPattern } from './path-pattern.ts'

/**
 * Returns the endpoints with reads open to anonymous foreign pages, unless an endpoint declares otherwise.
 */
export function readableByOthers(
  endpoints: readonly Endpoint[],
  kind: CrossOrigin = 'anonymous',
): readonly Endpoint[] {
  return endpoints.map((definition) =>
    definition.method === 'get' && definition.secured === undefined
      ? { ...definition, crossOrigin: definition.crossOrigin ?? kind }
      : definition,
  )
}

const preflightHeaders = {
  [ALLOW]: '*',
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers':
    'Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match, If-Range, Pragma, Range',
  'Access-Control-Max-Age': '86400',
  'Cache-Control': 'public, max-age=86400',
  [RESOURCE]: 'cross-origin',
} as const

/** Answers preflights of reads that foreign pages may make; `otherwise` answers all other requests. */
export function preflights(endpoints: readonly Endpoint[], otherwise: RequestListener): RequestListener {
  const reads = endpoints
    .filter(({ method }) => method === 'get')
    .map(({ path, crossOrigin = 'never' }) => ({
      pattern: pathPattern(path),
      isOpen: crossOrigin !== 'never',
    }))
  return function answerPreflight(request, response) {
    const wanted = request.method === 'OPTIONS' ? request.headers['access-control-request-method'] : undefined
    if (wanted !== 'GET' && wanted !== 'HEAD') return otherwise(request, response)
    const path = request.url?.split('?', 1)[0] ?? ''
    // The first match would also answer the request.
    if (!reads.find(({ pattern }) => pattern.test(path))?.isOpen) return otherwise(request, response)
    response.writeHead(204, preflightHeaders).end()
  }
}

/**
 * Which answers pages of other origins may read (https://fetch.spec.whatwg.org/#http-cors-protocol): public
 * data requested without credentials. Answers to a cookie or a token are for the server's own page and for
 * programs, which need no permission. A foreign page cannot send a token at all, because no preflight allows
 * `Authorization`. So the permission can be for every origin, and caches need not distinguish origins.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import vary from 'vary'

/** Whether foreign pages may read an endpoint: always, or only anonymously; never if missing. */
export type CrossOrigin = 'always' | 'anonymous' | 'never'

/** Headers in addition to those that browsers always show. */
const EXPOSED = [
  'Accept-Ranges',
  'Content-Crs',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Range',
  'ETag',
  'Link',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
].join(', ')

export const ALLOW = 'Access-Control-Allow-Origin'
const EXPOSE = 'Access-Control-Expose-Headers'
export const RESOURCE = 'Cross-Origin-Resource-Policy'

/** Alternating names and values, for answers with few other headers. */
export const openTileHeaders: readonly string[] = [RESOURCE, 'cross-origin', ALLOW, '*', EXPOSE, 'ETag']

/** Returns whether a request has no credentials. */
export const isAnonymous = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.authorization === undefined && headers.cookie === undefined

/** Lets foreign pages read the answer to a request, if they may. */
export function openToOthers(
  request: IncomingMessage,
  response: ServerResponse,
  kind: CrossOrigin | undefined,
): void {
  if (kind === undefined || kind === 'never') return
  if (kind === 'anonymous') {
    vary(response, ['Cookie', 'Authorization'])
    if (!isAnonymous(request)) return
  }
  response.setHeader(ALLOW, '*')
  response.setHeader(EXPOSE, EXPOSED)
  response.setHeader(RESOURCE, 'cross-origin')
}

/** Removes the headers of openToOthers, for pages and refusals. */
export function closeToOthers(response: ServerResponse): void {
  response.removeHeader(ALLOW)
  response.removeHeader(EXPOSE)
  response.setHeader(RESOURCE, 'same-origin')
}

/**
 * What pages of other origins may read (https://fetch.spec.whatwg.org/#http-cors-protocol): public data,
 * asked for without credentials. An answer to a cookie or a token is for the server's own page and for
 * programs, which need no permission; a foreign page cannot send a token at all, since no preflight
 * allows `Authorization`. So the permission can be for every origin, and caches need not tell them apart.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import vary from 'vary'

/** Whether foreign pages may read an endpoint: always, or only anonymously; never if missing. */
export type CrossOrigin = 'always' | 'anonymous' | 'never'

/** Beyond what browsers show of every answer. */
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

/** Names and values in turn, for answers that carry little else. */
export const openTileHeaders: readonly string[] = [RESOURCE, 'cross-origin', ALLOW, '*', EXPOSE, 'ETag']

/** Whether a request names nobody. */
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

/** Takes back what openToOthers set: what follows is a page, or a refusal. */
export function closeToOthers(response: ServerResponse): void {
  response.removeHeader(ALLOW)
  response.removeHeader(EXPOSE)
  response.setHeader(RESOURCE, 'same-origin')
}

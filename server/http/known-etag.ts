import type { Request } from 'express'
import fresh from 'fresh'

/**
 * Returns whether `If-None-Match` contains this ETag, so that 304 is enough. Weak comparison (`W/"…"`, as
 * proxies write it) applies here (RFC 9110, 13.1.2).
 */
export function isKnownEtag(request: Request, etag: string): boolean {
  return fresh({ 'if-none-match': request.get('If-None-Match') }, { etag })
}

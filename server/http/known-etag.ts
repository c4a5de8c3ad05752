import type { Request } from 'express'
import fresh from 'fresh'

/**
 * Whether `If-None-Match` names this ETag, so that 304 will do. A weakened one (`W/"…"`, as proxies make
 * them) means the same there (RFC 9110, 13.1.2).
 */
export function isKnownEtag(request: Request, etag: string): boolean {
  return fresh({ 'if-none-match': request.get('If-None-Match') }, { etag })
}

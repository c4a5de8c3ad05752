import type { Request } from 'express'

/**
 * Whether `If-None-Match` names this ETag, so that 304 will do. A weakened one (`W/"…"`, as proxies make
 * them) means the same there (RFC 9110, 13.1.2).
 */
export function isKnownEtag(request: Request, etag: string): boolean {
  const known = (request.get('If-None-Match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * A content security policy without inline scripts or styles. Workers and images may be blobs: that
 * is how MapLibre decodes tiles. The development server sends styles inline and speaks by web socket.
 */
export function securityHeaders(development: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'"],
        connectSrc: development ? ["'self'", 'ws:'] : ["'self'", 'blob:', 'data:'],
        workerSrc: ["'self'", 'blob:'],
        childSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Whoever ends TLS in front of this server decides on that.
    strictTransportSecurity: false,
  })
}

/** What a page needs, and a tile does not: nothing runs in it, and every tile would carry 0.7 kB of them. */
const pageOnly = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
]

/** Takes back what securityHeaders set, but for dataHeaders. */
export function withoutPageHeaders(response: ServerResponse): void {
  for (const name of pageOnly) response.removeHeader(name)
}

/** Names and values in turn of the headers that are left of securityHeaders on what is no page. */
export const dataHeaders: readonly string[] = [
  'Cross-Origin-Resource-Policy',
  'same-origin',
  'X-Content-Type-Options',
  'nosniff',
]

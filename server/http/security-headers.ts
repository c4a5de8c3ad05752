import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'
import { openTileHeaders } from './cross-origin.ts'
import { isSecure } from './secure.ts'

/** The page asks where its reader is, and for nothing else of the device. */
const permissions = [
  'geolocation=(self)',
  ...['camera', 'microphone', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'midi'].map(
    (feature) => `${feature}=()`,
  ),
].join(', ')

/** For Express and before it. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * A content security policy without inline scripts or styles. Workers and images may be blobs: that
 * is how MapLibre decodes tiles. The development server sends styles inline and speaks by web socket.
 */
export function securityHeaders(development: boolean, trustProxy = 0): Middleware {
  const protect = helmet({
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
    strictTransportSecurity: false,
  })
  return function setSecurityHeaders(request, response, next) {
    response.setHeader('Permissions-Policy', permissions)
    // Browsers heed it behind TLS only, of which trusted proxies tell. Of other hosts of the domain nothing is said.
    if (isSecure(request, trustProxy)) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    protect(request, response, next)
  }
}

/** What a page needs, and a tile does not: nothing runs in it, and every tile would carry 0.7 kB of them. */
const pageOnly = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Permissions-Policy',
  'Referrer-Policy',
  'Strict-Transport-Security',
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

const sniffing = ['X-Content-Type-Options', 'nosniff'] as const

/** Names and values in turn of the headers that are left of securityHeaders on what is no page. */
export const dataHeaders: readonly string[] = ['Cross-Origin-Resource-Policy', 'same-origin', ...sniffing]

/** The same, where pages of other origins may read. */
export const openDataHeaders: readonly string[] = [...openTileHeaders, ...sniffing]

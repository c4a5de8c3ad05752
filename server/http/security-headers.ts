import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'
import { openTileHeaders } from './cross-origin.ts'
import { isSecure } from './secure.ts'

/** The page may ask for its reader's position, and for no other permission of the device. */
const permissions = [
  'geolocation=(self)',
  ...['camera', 'microphone', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'midi'].map(
    (feature) => `${feature}=()`,
  ),
].join(', ')

/** Works in Express and without it. */
export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * Sets a content security policy without inline scripts or styles. Workers and images may be blobs, because
 * MapLibre decodes tiles that way. The development server uses inline styles and a web socket.
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
    // Browsers accept it over TLS only, which trusted proxies report. Other hosts of the domain are not
    // included.
    if (isSecure(request, trustProxy)) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    protect(request, response, next)
  }
}

/** Headers that only a page needs; they would add 0.7 kB to every tile. */
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

/** Removes the headers of securityHeaders except dataHeaders. */
export function withoutPageHeaders(response: ServerResponse): void {
  for (const name of pageOnly) response.removeHeader(name)
}

const sniffing = ['X-Content-Type-Options', 'nosniff'] as const

/** Alternating names and values of the headers of securityHeaders that data keep. */
export const dataHeaders: readonly string[] = ['Cross-Origin-Resource-Policy', 'same-origin', ...sniffing]

/** The same, for answers that pages of other origins may read. */
export const openDataHeaders: readonly string[] = [...openTileHeaders, ...sniffing]

import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'

/** The page asks where its reader is, and for nothing else of the device. */
const permissions = [
  'geolocation=(self)',
  ...['camera', 'microphone', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'midi'].map(
    (feature) => `${feature}=()`,
  ),
].join(', ')

/**
 * A content security policy without inline scripts or styles. Workers and images may be blobs: that
 * is how MapLibre decodes tiles. The development server sends styles inline and speaks by web socket.
 */
export function securityHeaders(development: boolean): RequestHandler {
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
    if (request.secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    protect(request, response, next)
  }
}

/** The same headers as a list of names and values in turn, for answers that do not pass Express. */
export function securityHeaderList(development: boolean): readonly string[] {
  const list: string[] = []
  const response = {
    setHeader: (name: string, value: string) => list.push(name, value),
    removeHeader: () => undefined,
  }
  securityHeaders(development)({} as Request, response as unknown as Response, (error) => {
    if (error) throw error
  })
  return list
}

import type { Request, RequestHandler, Response } from 'express'
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

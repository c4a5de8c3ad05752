import { constants } from 'node:zlib'
import compression from 'compression'
import type { Middleware } from './security-headers.ts'

const COMPRESSIBLE = /^(application\/([\w.+-]*\+)?json|application\/javascript|image\/svg\+xml|text\/)/

/** Compresses text. Tiles and images are compressed already, or by their cache. */
export function compressed(): Middleware {
  // The types require Express, but the function does not use it.
  return compression({
    threshold: 1024,
    level: 4,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    filter: (_request, response) => {
      const type = String(response.getHeader('Content-Type') ?? '')
      return COMPRESSIBLE.test(type) && !type.startsWith('text/event-stream')
    },
  }) as unknown as Middleware
}

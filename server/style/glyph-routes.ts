/** `GET /fonts/{fontstack}/{range}`: glyphs for clients without `font-faces`. */
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { isRangeStart } from '../../tiles/glyphs/glyph-range.ts'
import { GlyphThread } from '../../tiles/glyphs/glyph-thread.ts'
import { fontStacks } from '../../tiles/style/fonts.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { isKnownEtag } from '../http/known-etag.ts'
import { parameter } from '../http/parameters.ts'

const GLYPHS_TYPE = 'application/x-protobuf'
/** Changes with the code only. */
const CACHE_CONTROL = 'public, max-age=86400'

/** Renders a range at its first request. */
export function glyphEndpoint(thread = new GlyphThread()): Endpoint {
  return endpoint({
    operationId: 'getGlyphs',
    method: 'get',
    path: '/fonts/{fontstack}/{range}',
    tag: 'Style',
    summary: 'Glyphs of 256 code points as distance fields, for MapLibre before 5.11 and other renderers',
    params: z.object({
      fontstack: parameter(
        z.string().max(200),
        { zh: '字体名，多个以逗号分隔', en: 'the name of a font, or several by commas' },
        { type: 'string', example: [...fontStacks.keys()][0] },
      ),
      range: parameter(
        z.string().max(20),
        { zh: '码位范围', en: 'a range of code points' },
        { type: 'string', example: '0-255.pbf' },
      ),
    }),
    query: z.object({}),
    responses: {
      200: { description: 'Glyphs', content: { [GLYPHS_TYPE]: null } },
      304: { description: 'The glyphs have not changed' },
    },
    async handle({ params }, response, request) {
      // Clients join the fonts of a label by commas; the first known one is used.
      const stack = params.fontstack.split(',').find((name) => fontStacks.has(name.trim()))
      if (stack === undefined)
        throw notFound({ zh: '字体', en: 'font' }, params.fontstack, [...fontStacks.keys()])
      sendGlyphs(request, response, await thread.range(stack.trim(), firstOf(params.range)))
    },
  })
}

function sendGlyphs(request: Request, response: Response, gzipped: Buffer): void {
  const isPacked = request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
  const digest = createHash('sha256').update(gzipped).digest('base64url').slice(0, 22)
  const etag = `"${digest}${isPacked ? '-gzip' : ''}"`
  response.set({ 'Cache-Control': CACHE_CONTROL, ETag: etag }).vary('Accept-Encoding')
  if (isKnownEtag(request, etag)) {
    response.status(304).end()
    return
  }
  const body = isPacked ? gzipped : gunzipSync(gzipped)
  if (isPacked) response.set('Content-Encoding', 'gzip')
  response.set({ 'Content-Type': GLYPHS_TYPE, 'Content-Length': String(body.length) }).end(body)
}

/** Returns the first code point of `0-255.pbf`. Throws a 404 if it is not a range of 256. */
function firstOf(range: string): number {
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})\.pbf$/.exec(range) ?? []
  if (first === '' || !isRangeStart(Number(first)) || Number(last) !== Number(first) + 255)
    throw notFound({ zh: '码位范围', en: 'range of glyphs' }, range, ['0-255.pbf', '19968-20223.pbf'])
  return Number(first)
}

/** JSON documents that clients request repeatedly: with a strong ETag, and 304 if nothing changed. */
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { z } from 'zod'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { Encoding } from '../../tiles/cache/packed-tile.ts'
import { acceptedEncodings } from './encodings.ts'
import { isKnownEtag } from './known-etag.ts'
import type { Answer } from './send-json.ts'

/** Smaller documents fit into one packet without compression. */
const PACKED_FROM = 1024
const KEPT_BYTES = 16 * 1024 * 1024

const packers: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  br: (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text) => gzipSync(text, { level: 4 }),
  identity: (text) => Buffer.from(text),
}

/** Compressed bodies by ETag. */
const packed = new LRUCache<string, Buffer>({
  maxSize: KEPT_BYTES,
  sizeCalculation: ({ length }) => length + 1,
})

interface How {
  /** The media type, if it is not plain JSON. */
  readonly type?: string
  /** The language that the answer depends on. */
  readonly language?: Language
}

/** Sends JSON as `sendJson` does, with its ETag. */
export function sendTaggedJson<S extends z.ZodType>(
  response: Response,
  _schema: S,
  body: NoInfer<Answer<S>>,
  { type = 'application/json', language }: How = {},
): void {
  sendTaggedText(response, type, JSON.stringify(body), language)
}

/**
 * Sends JSON text in the same way. The ETag is the text's digest with the encoding, because compressed bytes
 * differ.
 */
export function sendTaggedText(response: Response, type: string, text: string, language?: Language): void {
  const request = response.req
  const [best = 'identity'] = acceptedEncodings(request.headers['accept-encoding'])
  const encoding = text.length < PACKED_FROM ? 'identity' : best
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const etag = `"${digest}${encoding === 'identity' ? '' : `-${encoding}`}"`
  response.vary('Accept').vary('Accept-Encoding').set('ETag', etag)
  if (language !== undefined) response.vary('Accept-Language').set('Content-Language', language)
  // Clients revalidate a cached answer only if they are told to.
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache')
  if (isKnownEtag(request, etag)) {
    response.status(304).end()
    return
  }
  if (encoding !== 'identity') response.set('Content-Encoding', encoding)
  const body = memoIn(packed, etag, () => packers[encoding](text))
  response.status(200).type(type).end(body)
}

/** Sends a tile: compressed if the client accepts it, with an ETag for each encoding, or 304. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { memo, memoIn } from '../../geodata/model/memo.ts'
import type { Encoding, PackedTile } from '../../tiles/cache/packed-tile.ts'
import type { TileCache } from '../../tiles/cache/tile-cache.ts'
import type { TileName } from '../../tiles/cache/tile-name.ts'
import { isAnonymous } from './cross-origin.ts'
import { acceptedEncodings } from './encodings.ts'
import { dataHeaders, openDataHeaders, withoutPageHeaders } from './security-headers.ts'

/**
 * Caches may store a tile but must revalidate it each time; tiles with limited visibility only in the
 * browser.
 */
const cacheControl = (visibility: string) =>
  visibility === 'public' ? 'public, no-cache' : 'private, no-cache'

/** The tile depends on the viewer. */
const VARY = 'Accept-Encoding, Cookie, Authorization'

const suffix: Readonly<Record<Encoding, string>> = { br: '-br', gzip: '-gzip', identity: '' }

export interface TileAnswer {
  readonly status: 200 | 204 | 304
  /** Alternating names and values. */
  readonly headers: readonly string[]
  readonly body?: Buffer
}

/** Prepared headers of cached tiles. */
const answersOf = memo<PackedTile, Map<string, TileAnswer>>(() => new Map(), new WeakMap())

/** The reader of an answer. */
export interface Audience {
  readonly visibility: string
  /** Without credentials, so that pages of other origins may read it. */
  readonly isAnonymous: boolean
}

const keyOf = (audience: Audience) => `${audience.visibility} ${audience.isAnonymous}`

const commonHeaders = (etag: string, { visibility, isAnonymous }: Audience): string[] => [
  ...(isAnonymous ? openDataHeaders : dataHeaders),
  'Cache-Control',
  cacheControl(visibility),
  'ETag',
  etag,
  'Vary',
  VARY,
]

/** Returns the strong ETag of a tile in one encoding. */
function etagOf(tile: PackedTile, encoding: Encoding): string {
  return `"${tile.digest}${suffix[encoding]}"`
}

/**
 * Returns the answer with a tile in one of its encodings. Empty tiles send `Vary`, too: after an edit they
 * may be served compressed.
 */
export function tileAnswer(
  tile: PackedTile,
  encoding: Encoding,
  type: string,
  audience: Audience,
): TileAnswer {
  return memoIn(answersOf(tile), `${encoding} ${type} ${keyOf(audience)}`, () =>
    newAnswer(tile, encoding, type, audience),
  )
}

function newAnswer(tile: PackedTile, encoding: Encoding, type: string, audience: Audience): TileAnswer {
  const headers = commonHeaders(etagOf(tile, encoding), audience)
  if (tile.body.length === 0) return { status: 204, headers }
  const body = tile.in(encoding) ?? tile.body
  headers.push('Content-Type', type, 'Content-Length', String(body.length))
  if (encoding !== 'identity') headers.push('Content-Encoding', encoding)
  return { status: 200, headers, body }
}

/**
 * Returns a 304 answer if the client's copy is still valid. Every encoding that the client accepts counts,
 * because servers differ in which ones they have made.
 */
export function notModified(
  tile: PackedTile,
  accepted: readonly Encoding[],
  ifNoneMatch: string | undefined,
  audience: Audience,
): TileAnswer | undefined {
  if (ifNoneMatch === undefined) return undefined
  const known = ifNoneMatch.split(',').map((text) => text.trim().replace(/^W\//, ''))
  const forms = tile.body.length === 0 ? (['identity'] as const) : accepted
  const form = forms.find((encoding) => known.includes(etagOf(tile, encoding)))
  const etag = form ? etagOf(tile, form) : known.includes('*') ? etagOf(tile, 'identity') : undefined
  if (etag === undefined) return undefined
  return memoIn(
    answersOf(tile),
    `304 ${etag} ${keyOf(audience)}`,
    (): TileAnswer => ({
      status: 304,
      headers: commonHeaders(etag, audience),
    }),
  )
}

/** Returns the answer to a request for this tile; makes a compressed encoding if necessary. */
export async function tileAnswerFor(
  request: Pick<IncomingMessage, 'headers'>,
  cache: TileCache,
  name: TileName,
  tile: PackedTile,
  type: string,
): Promise<TileAnswer> {
  const { headers } = request
  const accepted = acceptedEncodings(headers['accept-encoding'])
  const audience = { visibility: name.visibility, isAnonymous: isAnonymous(request) }
  const same = notModified(tile, accepted, headers['if-none-match'], audience)
  return same ?? tileAnswer(tile, await cache.encodingFor(name, tile, accepted), type, audience)
}

/** Sends a tile of a cache. */
export async function sendTile(
  request: IncomingMessage,
  response: ServerResponse,
  type: string,
  cache: TileCache,
  name: TileName,
  tile: PackedTile,
): Promise<void> {
  const answer = await tileAnswerFor(request, cache, name, tile, type)
  withoutPageHeaders(response)
  response.writeHead(answer.status, answer.headers as string[]).end(answer.body)
}

/** Returns a signal that aborts if the client disconnects before the answer is complete. */
export function clientGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    // Every answer ends here; creating an error with its stack each time would cost more than a tile's query.
    if (!response.writableFinished) controller.abort(new Error('The client went away.'))
  })
  return controller.signal
}

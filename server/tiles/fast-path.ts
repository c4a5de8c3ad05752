/**
 * Answers tiles before Express, whose handlers take six times as long as the answer from memory, and as long
 * as the query of a small tile. Refusals and errors have the same headers and bodies as in Express, so an
 * invalid address costs no more either.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import { tileKey } from '../../tiles/cache/tile-name.ts'
import type { Access } from '../access/access.ts'
import type { LayerList } from '../access/layers-by-ids.ts'
import { identified } from '../access/viewer.ts'
import { mayRead, refuseUnreadable, sharedVisibility } from '../access/visibility.ts'
import { isAnonymous } from '../http/cross-origin.ts'
import { acceptedEncodings } from '../http/encodings.ts'
import { sendReady } from '../http/ready-answer.ts'
import { logAnswer } from '../http/request-log.ts'
import { clientGone, notModified, type TileAnswer, tileAnswer, tileAnswerFor } from '../http/send-tile.ts'
import { starting } from '../http/until-prepared.ts'
import { MADE, type TileLimit } from '../limits/tile-limit.ts'
import {
  type AskedTile,
  askedTile,
  checkedTexts,
  plainTile,
  type TileTexts,
  tileTexts,
} from './tile-request.ts'
import type { VectorTiles } from './vector-tiles.ts'

export interface FastPathOptions {
  readonly tiles: VectorTiles
  readonly access: Access
  /** Limits of a tile's address. */
  readonly limit: TileLimit
  readonly log: Logger
  /** Returns whether the database's tables exist. */
  readonly prepared: () => boolean
  /** Returns whether another endpoint answers a tile-like address. */
  readonly isTaken: (path: string) => boolean
  /** Answers with a problem document; returns false if Express has to refuse the request. */
  readonly refuse: (error: unknown, request: IncomingMessage, response: ServerResponse) => boolean
  /** Answers all other requests. */
  readonly otherwise: RequestListener
}

/** Returns the listener for all requests. */
export function fastPath(options: FastPathOptions): RequestListener {
  const { tiles, access, limit, log, isTaken, otherwise } = options
  return function answerFast(request, response) {
    const { url = '' } = request
    if (request.method !== 'GET') return otherwise(request, response)
    const plain = plainTile(url)
    const known = plain && fromMemory(tiles, access, plain, request)
    if (known) {
      const refused = limit.take(request, 1)
      if (refused || log.isLevelEnabled('debug')) logAnswer(log, 'GET', pathOf(url), response)
      return refused ? refuse(options, refused, request, response) : sendReady(response, known)
    }
    const asked = plain ?? tileTexts(url)
    if (!asked || (!plain && isTaken(pathOf(url)))) return otherwise(request, response)
    logAnswer(log, 'GET', pathOf(url), response)
    void answer(options, asked, request, response)
  }
}

/** Refuses a request; one with an invalid host or proxy path goes to Express, which refuses it first. */
function refuse(
  { refuse, otherwise }: FastPathOptions,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!refuse(error, request, response)) otherwise(request, response)
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url

/** Returns a tile from memory in an existing encoding, if the viewer is known without a query. */
function fromMemory(
  tiles: VectorTiles,
  access: Access,
  { list, address }: AskedTile,
  request: IncomingMessage,
): TileAnswer | undefined {
  const { headers } = request
  const viewer = viewerIfKnown(access, list, request)
  if (!viewer) return undefined
  const visibility = list.isShared ? 'public' : sharedVisibility(viewer, list.layers).key
  const tile = tiles.cache.peek(tileKey(visibility, list.ids, address))
  if (!tile) return undefined
  const accepted = acceptedEncodings(headers['accept-encoding'])
  const audience = { visibility, isAnonymous: isAnonymous(request) }
  const same = notModified(tile, accepted, headers['if-none-match'], audience)
  if (same) return same
  if (!tile.isPackable) return tileAnswer(tile, 'identity', MVT, audience)
  const best = accepted[0] ?? 'identity'
  // Counting requests for brotli, and compressing, happen where tiles are rendered.
  return tile.in(best) ? tileAnswer(tile, best, MVT, audience) : undefined
}

/** Returns the viewer if it is known without waiting and may read the layers. */
function viewerIfKnown(access: Access, list: LayerList, request: IncomingMessage): Viewer | undefined {
  try {
    const viewer = viewerFor(access, request, list)
    if (viewer instanceof Promise) return undefined
    return list.isShared || list.layers.every((layer) => mayRead(viewer, layer)) ? viewer : undefined
  } catch {
    // The slower path explains the refusal.
    return undefined
  }
}

/** Identifies the viewer; skipped for public layers, whose answers are the same for everyone. */
function viewerFor(access: Access, request: IncomingMessage, list?: LayerList): Viewer | Promise<Viewer> {
  const { authorization, cookie } = request.headers
  const isPublic = authorization === undefined && (cookie === undefined || list?.isShared === true)
  return isPublic ? publicViewer : identified(access, request)
}

/** Answers with a tile that has to be rendered, or with a problem; checks are in the order of Express. */
async function answer(
  options: FastPathOptions,
  asked: AskedTile | TileTexts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { tiles, access, limit, prepared } = options
  const signal = clientGone(response)
  try {
    const refused = limit.take(request, MADE)
    if (refused) throw refused
    const read = 'list' in asked ? asked : checkedTexts(asked)
    if (!prepared()) throw starting
    const viewer = await viewerFor(access, request, 'list' in read ? read.list : undefined)
    if ('list' in read) refuseUnreadable(viewer, read.list.layers)
    const { name, tile } = await tiles.get('list' in read ? read : askedTile(read, viewer), viewer, signal)
    sendReady(response, await tileAnswerFor(request, tiles.cache, name, tile, MVT))
  } catch (error) {
    if (!signal.aborted) refuse(options, error, request, response)
  }
}

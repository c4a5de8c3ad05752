/**
 * Answers tiles before anything else sees the request: Express' chain costs some six times what the answer
 * from memory does, and as much as the query of a small tile. Refusals and errors are answered here as well,
 * as Express would, to the header; so an address that is no tile costs no more there than here.
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
  /** What an address may ask for. */
  readonly limit: TileLimit
  readonly log: Logger
  /** Whether the database's tables are there. */
  readonly prepared: () => boolean
  /** Whether another endpoint answers an address of a tile's form. */
  readonly isTaken: (path: string) => boolean
  /** Answers with a problem document; false if the request has to go to `otherwise`. */
  readonly refuse: (error: unknown, request: IncomingMessage, response: ServerResponse) => boolean
  /** Answers all other requests. */
  readonly otherwise: RequestListener
}

/** What answers every request. */
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

/** Where a host or a path of a proxy is none, Express says that first. */
function refuse(
  { refuse, otherwise }: FastPathOptions,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!refuse(error, request, response)) otherwise(request, response)
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url

/** A tile from memory in a form that is there, where nobody has to be asked for it. */
function fromMemory(
  tiles: VectorTiles,
  access: Access,
  { list, address }: AskedTile,
  request: IncomingMessage,
): TileAnswer | undefined {
  const { headers } = request
  const viewer = viewerAtOnce(access, list, request)
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
  // Counting who takes brotli, and packing, are done where a tile is made.
  return tile.in(best) ? tileAnswer(tile, best, MVT, audience) : undefined
}

/** Who asks, where that needs no waiting and they may have what they ask for. */
function viewerAtOnce(access: Access, list: LayerList, request: IncomingMessage): Viewer | undefined {
  try {
    const viewer = viewerFor(access, request, list)
    if (viewer instanceof Promise) return undefined
    return list.isShared || list.layers.every((layer) => mayRead(viewer, layer)) ? viewer : undefined
  } catch {
    // Whoever is refused is told why where tiles are made.
    return undefined
  }
}

/** Who asks. Of what everyone sees alike, a cookie changes nothing. */
function viewerFor(access: Access, request: IncomingMessage, list?: LayerList): Viewer | Promise<Viewer> {
  const { authorization, cookie } = request.headers
  const isNobody = authorization === undefined && (cookie === undefined || list?.isShared === true)
  return isNobody ? publicViewer : identified(access, request)
}

/** Answers with a tile that has to be made, or with why there is none; in the order in which Express asks. */
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

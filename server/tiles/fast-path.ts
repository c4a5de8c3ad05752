/**
 * Answers tiles before anything else sees the request: Express' chain costs some six times what the
 * answer from memory does, and as much as the query of a small tile. Whatever is not plain here goes
 * the long way, whose answer is the same to the header; so does what failed, to be told in words.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import { isTileAddress, type TileAddress } from '../../geodata/model/tile.ts'
import type { Access } from '../access/access.ts'
import { identified } from '../access/viewer.ts'
import { mayRead, sightOf } from '../access/visibility.ts'
import { isAnonymous } from '../http/cross-origin.ts'
import { acceptedEncodings } from '../http/encodings.ts'
import { sendReady } from '../http/ready-answer.ts'
import { logAnswer } from '../http/request-log.ts'
import { clientGone, notModified, type TileAnswer, tileAnswer, tileAnswerFor } from '../http/send-tile.ts'
import { MADE, type TileLimit } from '../limits/tile-limit.ts'
import type { VectorTiles } from './vector-tiles.ts'

/** As the cache writes a key: what is spelled otherwise goes the long way, and is refused there. */
const PATH = /^\/tiles\/([a-z_]+(?:,[a-z_]+)*)\/(\d|[12]\d)\/(0|[1-9]\d{0,6})\/(0|[1-9]\d{0,6})\.mvt(?:\?|$)/

const LISTS_LIMIT = 1000

export interface FastPathOptions {
  readonly tiles: VectorTiles
  readonly access: Access
  /** What an address may ask for. */
  readonly limit: TileLimit
  readonly log: Logger
  /** Whether the database's tables are there. */
  readonly prepared: () => boolean
  /** The long way. */
  readonly otherwise: RequestListener
}

interface LayerList {
  readonly layers: readonly Layer[]
  /** Their ids as the cache names them. */
  readonly name: string
  /** Everyone sees the same of them. */
  readonly isShared: boolean
}

const failures = new WeakMap<IncomingMessage, unknown>()

/** Throws what a request failed with on the fast path: asking the database again would not help. */
export function throwFailure(request: IncomingMessage): void {
  if (failures.has(request)) throw failures.get(request)
}

/** What answers every request. */
export function fastPath(options: FastPathOptions): RequestListener {
  const { tiles, limit, log, prepared, otherwise } = options
  const lists = new Map<string, LayerList>()
  return function answerFast(request, response) {
    const asked = plainTile(request, lists)
    const viewer = asked && viewerAtOnce(options.access, asked.list, request)
    if (!asked || !viewer) return otherwise(request, response)
    const known = fromMemory(tiles, viewer, asked, request)
    if (!known && !prepared()) return otherwise(request, response)
    const refused = limit.take(request, known ? 1 : MADE)
    if (refused) {
      failures.set(request, refused)
      return otherwise(request, response)
    }
    if (log.isLevelEnabled('debug')) logAnswer(log, 'GET', pathOf(request.url ?? ''), response)
    if (known) sendReady(response, known)
    else void make(options, asked, viewer, request, response)
  }
}

interface AskedTile {
  readonly list: LayerList
  readonly address: TileAddress
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url

function plainTile(request: IncomingMessage, lists: Map<string, LayerList>): AskedTile | undefined {
  if (request.method !== 'GET' || !request.url) return undefined
  const match = PATH.exec(request.url)
  if (!match) return undefined
  const [, ids = '', z, x, y] = match
  const address = { z: Number(z), x: Number(x), y: Number(y) }
  const list = lists.get(ids) ?? remembered(lists, ids)
  return list && isTileAddress(address) ? { list, address } : undefined
}

/** Lists of layers as they are asked for. */
function remembered(lists: Map<string, LayerList>, ids: string): LayerList | undefined {
  const asked = new Set(ids.split(','))
  const layers = catalogue.filter(({ id }) => asked.has(id))
  if (layers.length < asked.size) return undefined
  const isShared = layers.every(({ restricted }) => restricted === undefined)
  const list = { layers, name: layers.map(({ id }) => id).join(), isShared }
  if (lists.size < LISTS_LIMIT) lists.set(ids, list)
  return list
}

/**
 * Who asks, where that needs no waiting and they may have what they ask for; the long way tells all
 * others. Of what everyone sees alike, a cookie changes nothing.
 */
function viewerAtOnce(access: Access, list: LayerList, request: IncomingMessage): Viewer | undefined {
  const { authorization, cookie } = request.headers
  if (authorization === undefined && (cookie === undefined || list.isShared))
    return allowed(publicViewer, list)
  try {
    const viewer = identified(access, request)
    return viewer instanceof Promise ? laterTold(viewer) : allowed(viewer, list)
  } catch {
    return undefined
  }
}

const allowed = (viewer: Viewer, { layers, isShared }: LayerList): Viewer | undefined =>
  isShared || layers.every((layer) => mayRead(viewer, layer)) ? viewer : undefined

/** The long way asks again, and waits; what fails here fails there, too. */
function laterTold(viewer: Promise<Viewer>): undefined {
  viewer.catch(() => undefined)
}

function fromMemory(
  tiles: VectorTiles,
  viewer: Viewer,
  { list, address: { z, x, y } }: AskedTile,
  request: IncomingMessage,
): TileAnswer | undefined {
  const { headers } = request
  const visibility = list.isShared ? 'public' : sightOf(viewer, list.layers).key
  const tile = tiles.cache.peek(`${visibility}/${list.name}/${z}/${x}/${y}`)
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

async function make(
  { tiles, otherwise }: FastPathOptions,
  { list, address }: AskedTile,
  viewer: Viewer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const signal = clientGone(response)
  try {
    const { name, tile } = await tiles.get(list.layers, address, viewer, signal)
    sendReady(response, await tileAnswerFor(request, tiles.cache, name, tile, MVT))
  } catch (error) {
    if (signal.aborted) return
    failures.set(request, error)
    otherwise(request, response)
  }
}

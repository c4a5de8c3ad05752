/**
 * Answers tiles before anything else sees the request: Express' chain costs some six times what the
 * answer from memory does, and as much as the query of a small tile. Whatever is not plain here goes
 * the long way, whose answer is the same to the header; so does what failed, to be told in words.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Role } from '../../geodata/model/roles.ts'
import { isTileAddress, type TileAddress } from '../../geodata/model/tile.ts'
import type { Access } from '../access/access.ts'
import { sendReady } from '../http/ready-answer.ts'
import { logAnswer } from '../http/request-log.ts'
import { layersByIds } from './address.ts'
import { acceptedEncodings } from './encodings.ts'
import { clientGone, notModified, type TileAnswer, tileAnswer, tileAnswerFor } from './send.ts'
import { MVT, type VectorTiles } from './vector-tiles.ts'

/** As the cache writes a key: a tile with other zeros or signs goes the long way. */
const PATH = /^\/tiles\/([a-z_]+(?:,[a-z_]+)*)\/(\d|[12]\d)\/(0|[1-9]\d{0,6})\/(0|[1-9]\d{0,6})\.mvt(?:\?|$)/

const LISTS_LIMIT = 1000

export interface FastPathOptions {
  readonly tiles: VectorTiles
  readonly access: Access
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
}

const failures = new WeakMap<IncomingMessage, unknown>()

/** Throws what a request failed with on the fast path: asking the database again would not help. */
export function throwFailure(request: IncomingMessage): void {
  if (failures.has(request)) throw failures.get(request)
}

/** What answers every request. */
export function fastPath(options: FastPathOptions): RequestListener {
  const { tiles, log, prepared, otherwise } = options
  const lists = new Map<string, LayerList>()
  return function answerFast(request, response) {
    const asked = plainTile(request, lists)
    const role = asked && roleOf(options.access, request)
    if (!asked || !role) return otherwise(request, response)
    const known = fromMemory(tiles, role, asked, request)
    if (!known && !prepared()) return otherwise(request, response)
    if (log.isLevelEnabled('debug')) logAnswer(log, 'GET', pathOf(request.url ?? ''), response)
    if (known) sendReady(response, known)
    else void make(options, asked, role, request, response)
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
  if (!ids.split(',').every((id) => findLayer(id))) return undefined
  const layers = layersByIds(ids)
  const list = { layers, name: layers.map(({ id }) => id).join() }
  if (lists.size < LISTS_LIMIT) lists.set(ids, list)
  return list
}

/** Undefined for someone unknown, whom the long way tells so. */
function roleOf(access: Access, request: IncomingMessage): Role | undefined {
  if (request.headers.authorization === undefined) return 'public'
  try {
    return access.roleOf(request)
  } catch {
    return undefined
  }
}

function fromMemory(
  tiles: VectorTiles,
  role: Role,
  { list, address: { z, x, y } }: AskedTile,
  { headers }: IncomingMessage,
): TileAnswer | undefined {
  const tile = tiles.cache.peek(`${role}/${list.name}/${z}/${x}/${y}`)
  if (!tile) return undefined
  const accepted = acceptedEncodings(headers['accept-encoding'])
  const same = notModified(tile, accepted, headers['if-none-match'], role)
  if (same) return same
  if (tile.body.length === 0) return tileAnswer(tile, 'identity', MVT, role)
  const best = accepted[0] ?? 'identity'
  // Counting who takes brotli, and packing, are done where a tile is made.
  return tile.in(best) ? tileAnswer(tile, best, MVT, role) : undefined
}

async function make(
  { tiles, otherwise }: FastPathOptions,
  { list, address }: AskedTile,
  role: Role,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const signal = clientGone(response)
  try {
    const { name, tile } = await tiles.get(list.layers, address, role, signal)
    sendReady(response, await tileAnswerFor(request.headers, tiles.cache, name, tile, MVT))
  } catch (error) {
    if (signal.aborted) return
    failures.set(request, error)
    otherwise(request, response)
  }
}

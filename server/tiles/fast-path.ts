/**
 * Answers tiles that are in memory before anything else sees the request: Express' chain costs some
 * six times what the answer itself does. Whatever is not plain here goes the long way, whose answer
 * is the same to the header.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { Access } from '../access/access.ts'
import { logAnswer } from '../http/request-log.ts'
import { layersByIds } from './address.ts'
import { acceptedEncodings } from './encodings.ts'
import { notModified, type TileAnswer, tileAnswer } from './send.ts'
import { MVT, type VectorTiles } from './vector-tiles.ts'

/** As the cache writes a key: a tile with other zeros or signs is none, and goes the long way. */
const PATH = /^\/tiles\/([a-z_]+(?:,[a-z_]+)*)\/(\d{1,2}\/\d{1,7}\/\d{1,7})\.mvt(?:\?|$)/

const LISTS_LIMIT = 1000

export interface FastPathOptions {
  readonly tiles: VectorTiles
  readonly access: Access
  readonly log: Logger
  /** Names and values of the headers that every answer of the server has. */
  readonly headers: readonly string[]
}

/** Gives a function that answers a request and says so, or leaves it untouched and gives false. */
export function fastPath(options: FastPathOptions) {
  const { tiles, access, log, headers } = options
  /** Lists of layers as they are asked for, to how the cache names them. */
  const lists = new Map<string, string>()
  return function answerFast(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' || !request.url) return false
    const match = PATH.exec(request.url)
    if (!match) return false
    const [, asked = '', address = ''] = match
    const layers = lists.get(asked) ?? remembered(lists, asked)
    const role = layers && roleOf(access, request)
    if (!role) return false
    const answer = answerOf(tiles, role, `${layers}/${address}`, request)
    if (!answer) return false
    if (log.isLevelEnabled('debug')) logAnswer(log, request.method, pathOf(request.url), response)
    response.writeHead(answer.status, [...headers, ...answer.headers]).end(answer.body)
    return true
  }
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url

function remembered(lists: Map<string, string>, asked: string): string | undefined {
  if (!asked.split(',').every((id) => findLayer(id))) return undefined
  const layers = layersByIds(asked)
    .map(({ id }) => id)
    .join()
  if (lists.size < LISTS_LIMIT) lists.set(asked, layers)
  return layers
}

/** Undefined for someone unknown, whom the long way tells so. */
function roleOf(access: Access, request: IncomingMessage): string | undefined {
  if (request.headers.authorization === undefined) return 'public'
  try {
    return access.roleOf(request)
  } catch {
    return undefined
  }
}

function answerOf(
  tiles: VectorTiles,
  role: string,
  place: string,
  { headers }: IncomingMessage,
): TileAnswer | undefined {
  const tile = tiles.cache.peek(`${role}/${place}`)
  if (!tile) return undefined
  const accepted = acceptedEncodings(headers['accept-encoding'])
  const same = notModified(tile, accepted, headers['if-none-match'], role)
  if (same) return same
  if (tile.body.length === 0) return tileAnswer(tile, 'identity', MVT, role)
  const best = accepted[0] ?? 'identity'
  // Counting who takes brotli, and packing, are done on the long way.
  return tile.in(best) ? tileAnswer(tile, best, MVT, role) : undefined
}

/** The server's vector tiles: rendered from the database, cached, and dropped when rows change. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { availableParallelism } from 'node:os'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import type { PackedTile } from '../../tiles/cache/packed-tile.ts'
import { TileCache } from '../../tiles/cache/tile-cache.ts'
import type { TileName } from '../../tiles/cache/tile-name.ts'
import { ValkeyTiles } from '../../tiles/cache/valkey-tiles.ts'
import { renderVectorTile } from '../../tiles/vector/render.ts'
import { sharedVisibility } from '../access/visibility.ts'
import type { ServerContext } from '../context.ts'
import { clientGone, sendTile } from '../http/send-tile.ts'
import { followChanges, type OnChange } from '../live/change-feed.ts'
import { tilePrefix } from './tile-prefix.ts'
import type { AskedTile } from './tile-request.ts'

export interface VectorTiles {
  readonly cache: TileCache
  /**
   * Returns a tile for a viewer who may read all its layers. Throws errors of the database, and the signal's
   * reason.
   */
  get(
    asked: AskedTile,
    viewer: Viewer,
    signal?: AbortSignal,
  ): Promise<{ readonly name: TileName; readonly tile: PackedTile }>
  /** Sends the tile. A client that disconnects meanwhile is no error. */
  send(asked: AskedTile, viewer: Viewer, request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Calls back after the cache has dropped the tiles affected by a change. */
  onChange(callback: OnChange): void
}

export type TileContext = Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'log' | 'settings'>

/** The embedded database has one server only, so there is nothing to share. */
function sharedTiles({ systemDatabase: database, log, settings }: TileContext, stopping?: AbortSignal) {
  const { valkeyUrl: url, tileCacheMb } = settings
  if (url === undefined || tileCacheMb === 0 || database.kind === 'embedded') return undefined
  const prefix = tilePrefix(database)
  prefix.catch((error: unknown) => log.error({ err: error }, 'tiles are not shared'))
  const shared = new ValkeyTiles({
    url: url.replace(/^valkey/, 'redis'),
    prefix,
    onState: (state, error) => {
      if (state === 'lost') log.warn({ err: error }, 'Valkey is away: tiles are served without it')
      else log.info('Valkey is back')
    },
  })
  stopping?.addEventListener('abort', () => shared.close())
  return shared
}

/** Opens the tiles of a server and follows changes of the database. */
export function openVectorTiles(context: TileContext, stopping?: AbortSignal): VectorTiles {
  const { systemDatabase: database, databaseAs, log, settings } = context
  const cache = new TileCache({
    maxBytes: settings.tileCacheMb * 1024 * 1024,
    // The embedded database runs one query at a time; more than one per core is not faster.
    concurrency: database.kind === 'embedded' ? 1 : Math.max(2, Math.min(8, availableParallelism())),
    shared: sharedTiles(context, stopping),
  })
  const callbacks: OnChange[] = []
  followChanges(database, log, (change) => {
    if (change === 'everything') cache.clear()
    else cache.drop(change)
    for (const callback of callbacks) callback(change)
  })
  const get: VectorTiles['get'] = async ({ list: { layers, ids }, address: { z, x, y } }, asking, signal) => {
    const { key: visibility, viewer } = sharedVisibility(asking, layers)
    const name = { layers: ids, z, x, y, visibility }
    const seen = databaseAs(viewer)
    const make = (given: AbortSignal) => renderVectorTile(seen, layers, name, { signal: given })
    return { name, tile: await cache.get(name, make, signal) }
  }
  return {
    cache,
    get,
    async send(asked, viewer, request, response) {
      const signal = clientGone(response)
      try {
        const { name, tile } = await get(asked, viewer, signal)
        await sendTile(request, response, MVT, cache, name, tile)
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    onChange: (callback) => callbacks.push(callback),
  }
}

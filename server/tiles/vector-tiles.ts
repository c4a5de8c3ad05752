/** The server's vector tiles: made from the database, cached, and forgotten when rows change. */
import { availableParallelism } from 'node:os'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Role } from '../../geodata/model/roles.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import type { PackedTile } from '../../tiles/cache/packed-tile.ts'
import { TileCache } from '../../tiles/cache/tile-cache.ts'
import type { TileName } from '../../tiles/cache/tile-name.ts'
import { renderVectorTile } from '../../tiles/vector/render.ts'
import type { ServerContext } from '../context.ts'
import { followChanges, type OnChange } from './change-feed.ts'

export const MVT = 'application/vnd.mapbox-vector-tile'

export interface VectorTiles {
  readonly cache: TileCache
  /**
   * A tile of some layers, in the catalogue's order, as a role may see it.
   * @throws what the database throws, and the signal's reason
   */
  get(
    layers: readonly Layer[],
    address: TileAddress,
    role: Role,
    signal?: AbortSignal,
  ): Promise<{ readonly name: TileName; readonly tile: PackedTile }>
  /** Calls back after the cache has forgotten what a change touched. */
  onChange(callback: OnChange): void
}

export type TileContext = Pick<ServerContext, 'database' | 'log' | 'settings'>

/** Opens the tiles of a server; they follow the changes of the database from now on. */
export function openVectorTiles({ database, log, settings }: TileContext): VectorTiles {
  const cache = new TileCache({
    maxBytes: settings.tileCacheMb * 1024 * 1024,
    // The embedded database does one query at a time; more than a server has cores gains nothing.
    concurrency: database.kind === 'embedded' ? 1 : Math.max(2, Math.min(8, availableParallelism())),
  })
  const callbacks: OnChange[] = []
  followChanges(database, log, (change) => {
    if (change === 'everything') cache.clear()
    else cache.drop(change)
    for (const callback of callbacks) callback(change)
  })
  return {
    cache,
    async get(layers, { z, x, y }, role, signal) {
      const name = { layers: layers.map(({ id }) => id).join(), z, x, y, role }
      const make = (given: AbortSignal) => renderVectorTile(database, layers, name, { signal: given })
      return { name, tile: await cache.get(name, make, signal) }
    },
    onChange: (callback) => callbacks.push(callback),
  }
}

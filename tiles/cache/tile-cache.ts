/**
 * Tile cache in memory, in front of the shared cache and the renderer. Concurrent requests for a tile
 * render it once; rendering is aborted when nobody waits any more.
 */
import { LRUCache } from 'lru-cache'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import { isTouched } from '../../geodata/model/tile-change.ts'
import { type Encoding, PackedTile } from './packed-tile.ts'
import { type Flight, SingleFlight } from './single-flight.ts'
import { TileIndex } from './tile-index.ts'
import { hasLayer, keyOf, type TileName } from './tile-name.ts'

/** Limits how long a tile can be stale if a change notification was lost. */
const LONGEST_AGE_MS = 10 * 60 * 1000

/** Memory of an entry besides its bytes: name, index, headers. */
const ENTRY_BYTES = 600

/** Number of uses after which brotli is made for a tile. */
const BROTLI_FROM_USE = 2

/** Cache shared by several servers. Its methods never throw. */
export interface SharedTiles {
  get(name: TileName): Promise<PackedTile | undefined>
  put(name: TileName, tile: PackedTile): void
  drop(change: TileChange): void
  clear(): void
}

export interface TileCacheOptions {
  /** 0 disables caching: each tile is rendered again, once for all concurrent requests. */
  readonly maxBytes: number
  /** Number of tiles rendered concurrently; others wait. */
  readonly concurrency: number
  /** False for formats that are compressed already. */
  readonly packable?: boolean
  readonly shared?: SharedTiles | undefined
}

interface Stored {
  readonly name: TileName
  readonly tile: PackedTile
}

/** Renders a tile; the signal aborts when nobody waits any more. */
export type MakeTile = (signal: AbortSignal) => Promise<Uint8Array>

export class TileCache {
  readonly #stored: LRUCache<string, Stored> | undefined
  readonly #index = new TileIndex()
  readonly #flights: SingleFlight<PackedTile>
  readonly #packable: boolean
  readonly #shared: SharedTiles | undefined

  constructor({ maxBytes, concurrency, packable = true, shared }: TileCacheOptions) {
    this.#flights = new SingleFlight(concurrency)
    this.#packable = packable
    if (maxBytes === 0) return
    this.#shared = shared
    this.#stored = new LRUCache({
      maxSize: maxBytes,
      ttl: LONGEST_AGE_MS,
      sizeCalculation: ({ tile }) => tile.bytes + ENTRY_BYTES,
      dispose: ({ name }, _, reason) => {
        if (reason !== 'set') this.#index.delete(name)
      },
    })
  }

  /** Returns the tile from memory, or undefined. */
  peek(key: string): PackedTile | undefined {
    return this.#stored?.get(key)?.tile
  }

  /**
   * Returns the tile from memory, from the shared cache, or by `make`.
   * @throws what `make` throws, and the signal's reason if it aborts before the tile is ready
   */
  get(name: TileName, make: MakeTile, signal?: AbortSignal): Promise<PackedTile> {
    const key = keyOf(name)
    const stored = this.peek(key)
    if (stored) return Promise.resolve(stored)
    return this.#flights.join(key, name, (flight) => this.#make(flight, make), signal)
  }

  /**
   * Returns the best available encoding that a client accepts, best first. Gzip is made at once; brotli in
   * the background, after repeated requests.
   */
  async encodingFor(name: TileName, tile: PackedTile, accepted: readonly Encoding[]): Promise<Encoding> {
    if (!tile.isPackable) return 'identity'
    const first = accepted.find((encoding) => encoding !== 'br')
    if (accepted[0] === 'br') this.countBrotli(name, tile)
    if (accepted[0] === 'br' && tile.in('br')) return 'br'
    if (first !== 'gzip') return 'identity'
    if (!tile.in('gzip')) {
      await tile.pack('gzip')
      this.#resize(name, tile)
    }
    return 'gzip'
  }

  /** Counts requests that accept brotli, and makes it when there are enough. */
  countBrotli(name: TileName, tile: PackedTile): void {
    if (!this.#stored || !tile.isPackable || ++tile.brotliDemand !== BROTLI_FROM_USE) return
    tile.pack('br').then(
      () => this.#resize(name, tile),
      // Then gzip is sent.
      () => undefined,
    )
  }

  /** Drops the tiles affected by a change; those being rendered now are not cached either. */
  drop(change: TileChange): void {
    for (const name of this.#index.touchedBy(change)) this.#stored?.delete(keyOf(name))
    this.#flights.leave(({ layers, ...address }) => {
      return hasLayer(layers, change.layer) && isTouched(change, address)
    })
    this.#shared?.drop(change)
  }

  /** Drops all tiles; those being rendered now are not cached either. */
  clear(): void {
    this.#stored?.clear()
    this.#flights.leave(() => true)
    this.#shared?.clear()
  }

  #again(flight: Flight<PackedTile>, make: MakeTile): Promise<PackedTile> {
    const key = keyOf(flight.name)
    const stored = this.peek(key)
    if (stored) return Promise.resolve(stored)
    return this.#flights.join(key, flight.name, (next) => this.#make(next, make, true), flight.signal)
  }

  async #make(flight: Flight<PackedTile>, make: MakeTile, isAgain = false): Promise<PackedTile> {
    const shared = await this.#shared?.get(flight.name)
    const tile = shared ?? new PackedTile(await flight.inTurn(make), this.#packable)
    if (this.#shared && !shared) await tile.pack('gzip')
    // Stale: rows changed while rendering. Retry once for the waiting requests, then serve this one.
    if (!flight.isCurrent) return isAgain ? tile : this.#again(flight, make)
    this.#keep(flight.name, tile)
    if (!shared) this.#shared?.put(flight.name, tile)
    return tile
  }

  #keep(name: TileName, tile: PackedTile): void {
    if (!this.#stored) return
    const key = keyOf(name)
    this.#stored.set(key, { name, tile })
    // An entry larger than the whole cache is not stored.
    if (this.#stored.has(key)) this.#index.add(name)
    else this.#index.delete(name)
  }

  /** Updates the size of a cached tile after an encoding was added. */
  #resize(name: TileName, tile: PackedTile): void {
    const key = keyOf(name)
    if (this.#stored?.peek(key)?.tile === tile) this.#keep(name, tile)
  }
}

/**
 * Tiles in memory, in front of those that servers share and of whatever makes them. One tile is made
 * once, however many ask for it at the same time; one that nobody waits for any more is given up.
 */
import { LRUCache } from 'lru-cache'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import { isTouched } from '../../geodata/model/tile-change.ts'
import { type Encoding, PackedTile } from './packed-tile.ts'
import { type Flight, SingleFlight } from './single-flight.ts'
import { TileIndex } from './tile-index.ts'
import { hasLayer, keyOf, type TileName } from './tile-name.ts'

/** Bounds how long a tile stays stale when the notification of a change was lost. */
const LONGEST_AGE_MS = 10 * 60 * 1000

/** What an entry costs beside its bytes: name, index, headers. */
const ENTRY_BYTES = 600

/** From this use on, brotli is made for a tile. */
const BROTLI_FROM_USE = 2

/** Tiles that several servers share. None of its methods throws. */
export interface SharedTiles {
  get(name: TileName): Promise<PackedTile | undefined>
  put(name: TileName, tile: PackedTile): void
  drop(change: TileChange): void
  clear(): void
}

export interface TileCacheOptions {
  /** 0 keeps nothing: every tile is made anew, once for all who ask at the same time. */
  readonly maxBytes: number
  /** How many tiles are made at the same time; the others wait their turn. */
  readonly concurrency: number
  /** False for formats that are packed already. */
  readonly packable?: boolean
  readonly shared?: SharedTiles | undefined
}

interface Stored {
  readonly name: TileName
  readonly tile: PackedTile
}

/** Makes a tile; the signal aborts when nobody waits for it any more. */
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

  /** The tile from memory, or undefined. */
  peek(key: string): PackedTile | undefined {
    return this.#stored?.get(key)?.tile
  }

  /**
   * The tile of this name, from memory, from what servers share, or by `make`.
   * @throws what `make` throws, and the signal's reason when it aborts before the tile is there
   */
  get(name: TileName, make: MakeTile, signal?: AbortSignal): Promise<PackedTile> {
    const key = keyOf(name)
    const stored = this.peek(key)
    if (stored) return Promise.resolve(stored)
    return this.#flights.join(key, name, (flight) => this.#make(flight, make), signal)
  }

  /**
   * The best form that is there of those that a client takes, best first. Gzip is made at once;
   * brotli beside the answering, once a tile has been asked for again.
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

  /** Counts someone who takes brotli, and has it made when they are enough. */
  countBrotli(name: TileName, tile: PackedTile): void {
    if (!this.#stored || !tile.isPackable || ++tile.brotliDemand !== BROTLI_FROM_USE) return
    tile.pack('br').then(
      () => this.#resize(name, tile),
      // It goes out by gzip then.
      () => undefined,
    )
  }

  /** Forgets the tiles that a change touched; those that are being made now are not kept either. */
  drop(change: TileChange): void {
    for (const name of this.#index.touchedBy(change)) this.#stored?.delete(keyOf(name))
    this.#flights.leave(({ layers, ...address }) => {
      return hasLayer(layers, change.layer) && isTouched(change, address)
    })
    this.#shared?.drop(change)
  }

  /** Forgets every tile; those that are being made now are not kept either. */
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
    // Old already: those who waited get it anew, once; where changes never pause, they get this one.
    if (!flight.isCurrent) return isAgain ? tile : this.#again(flight, make)
    this.#keep(flight.name, tile)
    if (!shared) this.#shared?.put(flight.name, tile)
    return tile
  }

  #keep(name: TileName, tile: PackedTile): void {
    if (!this.#stored) return
    const key = keyOf(name)
    this.#stored.set(key, { name, tile })
    // An entry larger than the whole cache is not taken.
    if (this.#stored.has(key)) this.#index.add(name)
    else this.#index.delete(name)
  }

  /** A stored tile that has one form more takes more room. */
  #resize(name: TileName, tile: PackedTile): void {
    const key = keyOf(name)
    if (this.#stored?.peek(key)?.tile === tile) this.#keep(name, tile)
  }
}

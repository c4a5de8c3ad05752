/**
 * Tiles in memory, in front of whatever makes them. One tile is made once, however many ask for it
 * at the same time; a tile that nobody waits for any more is not begun.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Bounds how long a tile stays stale when the notification of a change was lost. */
const LONGEST_AGE_MS = 10 * 60 * 1000

export interface CachedTile {
  readonly body: Buffer
  /** Strong, without quotes: a digest of the body. */
  readonly etag: string
  /** The body packed by gzip, where packing was asked for. */
  readonly gzip?: Buffer
}

export interface TileCacheOptions {
  readonly maxBytes: number
  /** How many tiles are made at the same time; the others wait their turn. */
  readonly concurrency: number
  /** Packs a body; absent for formats that are packed already. */
  readonly pack?: (body: Buffer) => Promise<Buffer>
}

interface Flight {
  waiting: number
  readonly promise: Promise<CachedTile>
  /** Takes it out of the queue; false where it has begun. */
  cancel(): boolean
}

export class TileCache {
  readonly #stored: LRUCache<string, CachedTile>
  readonly #flights = new Map<string, Flight>()
  readonly #queue: (() => void)[] = []
  readonly #options: TileCacheOptions
  #running = 0
  #generation = 0

  constructor(options: TileCacheOptions) {
    this.#options = options
    this.#stored = new LRUCache({
      maxSize: options.maxBytes,
      ttl: LONGEST_AGE_MS,
      // What an entry costs beside its bytes, so that empty tiles count too.
      sizeCalculation: ({ body, gzip }) => body.length + (gzip?.length ?? 0) + 200,
    })
  }

  /** Forgets every tile; those that are being made now are not kept either. */
  clear(): void {
    this.#generation++
    this.#stored.clear()
    this.#flights.clear()
  }

  /**
   * The tile of this key, from memory or by `make`.
   * @throws what `make` throws, and the signal's reason when it aborts before the tile is there
   */
  async get(key: string, make: () => Promise<Uint8Array>, signal?: AbortSignal): Promise<CachedTile> {
    const stored = this.#stored.get(key)
    if (stored) return stored
    const flight = this.#flights.get(key) ?? this.#start(key, make)
    flight.waiting++
    if (!signal) return flight.promise
    return await new Promise<CachedTile>((resolve, reject) => {
      const leave = () => {
        flight.waiting--
        if (flight.waiting === 0 && flight.cancel() && this.#flights.get(key) === flight)
          this.#flights.delete(key)
        reject(signal.reason)
      }
      if (signal.aborted) return leave()
      signal.addEventListener('abort', leave, { once: true })
      flight.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  #start(key: string, make: () => Promise<Uint8Array>): Flight {
    const generation = this.#generation
    let turn = () => {}
    const begun = new Promise<void>((resolve) => {
      turn = resolve
    })
    const promise = begun
      .then(() => this.#make(make))
      .then((tile) => {
        if (generation === this.#generation) this.#stored.set(key, tile)
        return tile
      })
      .finally(() => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key)
        this.#running--
        this.#next()
      })
    const flight: Flight = {
      waiting: 0,
      promise,
      cancel: () => {
        const place = this.#queue.indexOf(turn)
        if (place < 0) return false
        this.#queue.splice(place, 1)
        return true
      },
    }
    this.#flights.set(key, flight)
    this.#queue.push(turn)
    this.#next()
    return flight
  }

  #next(): void {
    if (this.#running >= this.#options.concurrency) return
    const turn = this.#queue.shift()
    if (!turn) return
    this.#running++
    turn()
  }

  async #make(make: () => Promise<Uint8Array>): Promise<CachedTile> {
    const bytes = await make()
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    const { pack } = this.#options
    if (!pack || body.length === 0) return { body, etag }
    return { body, etag, gzip: await pack(body) }
  }
}

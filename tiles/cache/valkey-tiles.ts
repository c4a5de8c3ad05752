/**
 * Tile cache in Valkey or Redis, shared by several servers. While it is unavailable or slow, or may have
 * missed a change, tiles are rendered without it. A tile's address is a hash with a field for each
 * list of layers and visibility, so that a change finds all of them.
 */
import { gunzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import {
  type Bounds,
  MAX_ZOOM,
  readTileAddress,
  type TileAddress,
  tileText,
} from '../../geodata/model/tile.ts'
import { isTouched, rangeSize, tilesAround } from '../../geodata/model/tile-change.ts'
import { PackedTile } from './packed-tile.ts'
import type { SharedTiles } from './tile-cache.ts'
import { hasLayer, type TileName } from './tile-name.ts'

export interface ValkeyOptions {
  readonly url: string
  /** Prefix of every key: identifies the database, the schema and the program version. */
  readonly prefix: Promise<string>
  /** Called once when the store is lost, and once when it is back. */
  readonly onState: (state: 'lost' | 'back', error?: Error) => void
}

/** If the store is slower, rendering the tile is better. */
const COMMAND_LIMIT_MS = 150
const CONNECT_LIMIT_MS = 1_000
const LONGEST_PAUSE_MS = 5_000
/** Lifetime of a tile, counted from the first one at its address. */
const AGE_MS = 60 * 60 * 1000
/**
 * Another server may hear of a change so much later and store the old tile after we have removed it;
 * for so long, tiles affected by a change are not read.
 */
const DISTRUST_MS = 5_000
/** Beyond this number, scanning all keys is cheaper than naming each address. */
const ADDRESSES_LIMIT = 2_000
const SCAN_COUNT = 1_000
const DIGEST_LENGTH = 22

const putScript = `redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end`

/** Fields are "visibility layer,layer". */
const dropScript = `for _, key in ipairs(KEYS) do
  for _, field in ipairs(redis.call('HKEYS', key)) do
    local layers = ',' .. string.match(field, ' (.*)$') .. ','
    if string.find(layers, ',' .. ARGV[1] .. ',', 1, true) then redis.call('HDEL', key, field) end
  end
end`

export class ValkeyTiles implements SharedTiles {
  readonly #redis: Redis
  readonly #options: ValkeyOptions
  #prefix: string | undefined
  #isLost = false
  /** Nothing is read until the store is cleared, because it may have missed a change. */
  #isDoubtful = true
  #doubts = 0
  #clearing: Promise<void> | undefined
  #recent: { readonly until: number; readonly change: TileChange }[] = []

  constructor(options: ValkeyOptions) {
    this.#options = options
    this.#redis = new Redis(options.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_LIMIT_MS,
      connectTimeout: CONNECT_LIMIT_MS,
      retryStrategy: (times) => Math.min(times * 200, LONGEST_PAUSE_MS),
    })
    this.#redis.on('error', (error: Error) => this.#lose(error))
    this.#redis.on('close', () => this.#lose())
    this.#redis.on('ready', () => this.#comeBack())
    options.prefix.then(
      (prefix) => {
        this.#prefix = prefix
        this.clear()
      },
      () => undefined,
    )
  }

  async get(name: TileName): Promise<PackedTile | undefined> {
    if (!this.#isUsable || this.#isDistrusted(name)) return undefined
    try {
      const value = await this.#redis.hgetBuffer(this.#key(name), fieldOf(name))
      return value ? unpacked(value) : undefined
    } catch {
      // Lost or slow; a lost connection is reported by 'error' and 'close'.
      return undefined
    }
  }

  put(name: TileName, tile: PackedTile): void {
    if (!this.#isUsable) return
    const form = tile.isPackable ? 'gzip' : 'identity'
    const bytes = tile.in(form)
    if (!bytes) return
    const value = Buffer.concat([Buffer.from(tile.digest + formMark[form]), bytes])
    this.#redis
      .eval(putScript, 1, this.#key(name), fieldOf(name), value, AGE_MS)
      // Missing tiles are rendered.
      .catch(() => undefined)
  }

  drop(change: TileChange): void {
    const now = performance.now()
    this.#recent = this.#recent.filter(({ until }) => until > now)
    this.#recent.push({ until: now + DISTRUST_MS, change })
    if (!this.#isUsable) return
    this.#takeOut(change).catch(() => this.#doubt())
  }

  clear(): void {
    this.#doubt()
  }

  /** Closes the connection. */
  close(): void {
    this.#redis.disconnect()
  }

  get #isUsable(): boolean {
    return !this.#isDoubtful && this.#redis.status === 'ready'
  }

  #isDistrusted({ layers, ...address }: TileName): boolean {
    const now = performance.now()
    return this.#recent.some(
      ({ until, change }) => until > now && hasLayer(layers, change.layer) && isTouched(change, address),
    )
  }

  #key(address: TileAddress): string {
    return `${this.#prefix}${tileText(address)}`
  }

  async #takeOut(change: TileChange): Promise<void> {
    const named = change.boxes && addressesIn(change.boxes, change.zooms)
    if (named)
      return this.#dropAt(
        named.filter((address) => isTouched(change, address)),
        change.layer,
      )
    await this.#scan(async (keys) => {
      const addresses = keys.flatMap((key) => addressOf(key.slice(this.#prefix?.length ?? 0)) ?? [])
      await this.#dropAt(
        addresses.filter((address) => isTouched(change, address)),
        change.layer,
      )
    })
  }

  async #dropAt(addresses: readonly TileAddress[], layer: string): Promise<void> {
    if (addresses.length === 0) return
    const keys = addresses.map((address) => this.#key(address))
    await this.#redis.eval(dropScript, keys.length, ...keys, layer)
  }

  async #scan(each: (keys: string[]) => Promise<unknown>): Promise<void> {
    let cursor = '0'
    do {
      const [next, keys] = await this.#redis.scan(cursor, 'MATCH', `${this.#prefix}*`, 'COUNT', SCAN_COUNT)
      if (keys.length > 0) await each(keys)
      cursor = next
    } while (cursor !== '0')
  }

  /** Clears the store, with retries; meanwhile nothing is read. */
  #doubt(): void {
    this.#isDoubtful = true
    this.#doubts++
    if (this.#clearing || this.#prefix === undefined || this.#redis.status !== 'ready') return
    this.#clearing = this.#clearAll().finally(() => {
      this.#clearing = undefined
    })
  }

  async #clearAll(): Promise<void> {
    const doubts = this.#doubts
    try {
      await this.#scan((keys) => this.#redis.unlink(...keys))
      if (doubts === this.#doubts) this.#isDoubtful = false
      else setImmediate(() => this.#doubt())
    } catch {
      // If the connection is lost, reconnecting starts this again.
      setTimeout(() => this.#doubt(), 1_000).unref()
    }
  }

  #lose(error?: Error): void {
    this.#isDoubtful = true
    if (this.#isLost) return
    this.#isLost = true
    this.#options.onState('lost', error)
  }

  #comeBack(): void {
    if (this.#isLost) this.#options.onState('back')
    this.#isLost = false
    this.#doubt()
  }
}

const fieldOf = ({ visibility, layers }: TileName) => `${visibility} ${layers}`

const formMark = { gzip: 'g', identity: 'i' } as const

/** A digest and a mark of the encoding, then the tile's bytes. */
function unpacked(value: Buffer): PackedTile {
  const digest = value.subarray(0, DIGEST_LENGTH).toString()
  const bytes = value.subarray(DIGEST_LENGTH + 1)
  if (value[DIGEST_LENGTH] === formMark.identity.charCodeAt(0)) return new PackedTile(bytes, true, digest)
  const tile = new PackedTile(gunzipSync(bytes), true, digest)
  tile.keep('gzip', bytes)
  return tile
}

function addressOf(text: string): TileAddress | undefined {
  const [z = '', x = '', y = ''] = text.split('/')
  return readTileAddress(z, x, y)
}

/** Returns the addresses in boxes at all zooms, or undefined if they are too many. */
function addressesIn(
  boxes: readonly Bounds[],
  [lowest, highest]: readonly [number, number] = [0, MAX_ZOOM],
): TileAddress[] | undefined {
  const found = new Map<string, TileAddress>()
  let size = 0
  for (const box of boxes) {
    for (let z = lowest; z <= highest; z++) {
      const range = tilesAround(box, z)
      size += rangeSize(range)
      if (size > ADDRESSES_LIMIT) return undefined
      for (let x = range.west; x <= range.east; x++) {
        for (let y = range.north; y <= range.south; y++) {
          const address = { z, x, y }
          found.set(tileText(address), address)
        }
      }
    }
  }
  return [...found.values()]
}

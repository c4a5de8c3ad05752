/** An archive of the settings: its description and its tiles. */

import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Compression, type Header, PMTiles, ResolvedValueCache, TileType } from 'pmtiles'
import { z } from 'zod'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { ProblemError } from '../errors.ts'
import { FileArchive } from './file-source.ts'
import { notPmtiles } from './problems.ts'
import { RemoteArchive } from './remote-source.ts'

/** Number of headers and directories in memory; a directory has some thousand entries. */
const CACHED_DIRECTORIES = 100
/** Milliseconds between checks whether the archive has changed. */
const TRUST_FILE_MS = 2_000
const TRUST_REMOTE_MS = 60_000
/** More than the size of any valid directory or metadata. */
const MAX_UNPACKED = { maxOutputLength: 64 * 1024 * 1024 }

const unpack = promisify<ArrayBuffer, { maxOutputLength: number }, Buffer>(gunzip)

async function unpacked(data: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None) return data
  if (compression !== Compression.Gzip) throw new RangeError(`compression ${compression} is not known here`)
  return Uint8Array.from(await unpack(data, MAX_UNPACKED)).buffer
}

const metadataSchema = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  attribution: z.string().optional(),
  encoding: z.string().optional(),
  vector_layers: z.array(z.looseObject({ id: z.string() })).optional(),
})
type ArchiveMetadata = z.infer<typeof metadataSchema>

/** Extensions and media types by the tile type in the header. */
const mediaTypes: Readonly<Partial<Record<TileType, readonly [extension: string, type: string]>>> = {
  [TileType.Mvt]: ['mvt', 'application/vnd.mapbox-vector-tile'],
  [TileType.Png]: ['png', 'image/png'],
  [TileType.Jpeg]: ['jpg', 'image/jpeg'],
  [TileType.Webp]: ['webp', 'image/webp'],
  [TileType.Avif]: ['avif', 'image/avif'],
}

export interface ArchiveInfo {
  readonly header: Header
  readonly metadata: ArchiveMetadata
  readonly extension: string
  readonly mediaType: string
}

export interface ArchiveTile {
  readonly bytes: Buffer
  readonly gzip: boolean
}

export class Archive {
  readonly name: string
  readonly source: FileArchive | RemoteArchive
  readonly #cache: ResolvedValueCache
  /** Returns tiles as stored; the cache decompresses directories. */
  readonly #stored: PMTiles
  readonly #trustMs: number
  #trustedUntil = 0

  constructor(name: string, place: string, cache: ResolvedValueCache) {
    this.name = name
    const isRemote = /^https?:\/\//.test(place)
    this.source = isRemote ? new RemoteArchive(name, place) : new FileArchive(name, place)
    this.#trustMs = isRemote ? TRUST_REMOTE_MS : TRUST_FILE_MS
    this.#cache = cache
    this.#stored = new PMTiles(this.source, cache, async (data) => data)
  }

  /** Throws a ProblemError: 502 if it is not a valid archive, 503 if it is unavailable. */
  async info(): Promise<ArchiveInfo> {
    return await this.#guarded(async () => {
      const header = await this.#stored.getHeader()
      const [extension, mediaType] = mediaTypes[header.tileType] ?? []
      if (extension === undefined || mediaType === undefined) throw notPmtiles(this.name)
      const whole = new PMTiles(this.source, this.#cache, unpacked)
      const metadata = metadataSchema.parse(await whole.getMetadata())
      return { header, metadata, extension, mediaType }
    })
  }

  /** Returns the header's tile type; `info` without the metadata. */
  async tileKind(): Promise<{ readonly extension: string; readonly mediaType: string }> {
    return await this.#guarded(async () => {
      const [extension, mediaType] = mediaTypes[(await this.#stored.getHeader()).tileType] ?? []
      if (extension === undefined || mediaType === undefined) throw notPmtiles(this.name)
      return { extension, mediaType }
    })
  }

  /** Returns a tile as stored, or undefined if it does not exist. Throws as `info` does. */
  async tile({ z, x, y }: TileAddress, signal: AbortSignal): Promise<ArchiveTile | undefined> {
    return await this.#guarded(async () => {
      const found = await this.#stored.getZxy(z, x, y, signal)
      if (!found) return undefined
      const { tileCompression } = await this.#stored.getHeader()
      if (tileCompression !== Compression.Gzip && tileCompression !== Compression.None)
        throw notPmtiles(this.name)
      return { bytes: Buffer.from(found.data), gzip: tileCompression === Compression.Gzip }
    }, signal)
  }

  async #guarded<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (performance.now() > this.#trustedUntil) {
      await this.#cache.invalidate(this.source)
      this.#trustedUntil = performance.now() + this.#trustMs
    }
    try {
      return await work()
    } catch (error) {
      this.#trustedUntil = 0
      signal?.throwIfAborted()
      if (error instanceof ProblemError) throw error
      // Every error of pmtiles about invalid bytes has the same meaning for the reader.
      throw Object.assign(notPmtiles(this.name), { cause: error })
    }
  }
}

/** Opens the archives of the setting, by name, with one bounded cache for all. */
export function openArchives(places: ReadonlyMap<string, string>): ReadonlyMap<string, Archive> {
  const cache = new ResolvedValueCache(CACHED_DIRECTORIES, false, unpacked)
  return new Map([...places].map(([name, place]) => [name, new Archive(name, place, cache)]))
}

/** An archive that the settings name: its description and its tiles. */

import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Compression, type Header, PMTiles, ResolvedValueCache, TileType } from 'pmtiles'
import { z } from 'zod'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { ProblemError } from '../errors.ts'
import { FileArchive } from './file-source.ts'
import { notPmtiles } from './problems.ts'
import { RemoteArchive } from './remote-source.ts'

/** Headers and directories kept in memory; a directory has some thousand entries. */
const CACHED_DIRECTORIES = 100
/** After these milliseconds, it is looked whether the archive is still the same. */
const TRUST_FILE_MS = 2_000
const TRUST_REMOTE_MS = 60_000
/** More than any directory or metadata that a sound archive has. */
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

/** Media types by what the header says the tiles are. */
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
  /** Gives tiles as they are stored; directories are unpacked by the cache. */
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

  /** Throws ProblemError: 502 for what is no archive, 503 where it cannot be reached. */
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

  /** What the header says of its tiles; `info` without the metadata. */
  async tileKind(): Promise<{ readonly extension: string; readonly mediaType: string }> {
    return await this.#guarded(async () => {
      const [extension, mediaType] = mediaTypes[(await this.#stored.getHeader()).tileType] ?? []
      if (extension === undefined || mediaType === undefined) throw notPmtiles(this.name)
      return { extension, mediaType }
    })
  }

  /** A tile as it is stored, or undefined if there is none. Throws as `info` does. */
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
      // Whatever pmtiles makes of bytes that are no archive: all of it means the same to a reader.
      throw Object.assign(notPmtiles(this.name), { cause: error })
    }
  }
}

/** The archives of the setting, by name, with one bounded cache for all. */
export function openArchives(places: ReadonlyMap<string, string>): ReadonlyMap<string, Archive> {
  const cache = new ResolvedValueCache(CACHED_DIRECTORIES, false, unpacked)
  return new Map([...places].map(([name, place]) => [name, new Archive(name, place, cache)]))
}

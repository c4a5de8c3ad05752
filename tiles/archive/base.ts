/** An existing archive that is to be updated. */
import { type FileHandle, open } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { Compression, type Entry, type Header, PMTiles, type Source } from 'pmtiles'
import { z } from 'zod'
import type { SourcedTile } from './assemble.ts'
import { ArchiveError, fileError } from './error.ts'
import { tileDigest } from './journal.ts'
import { type State, stateSchema } from './state.ts'

export interface BaseArchive {
  readonly state: State | undefined
  readonly file: FileHandle
  /** Every tile in it, with runs expanded. */
  tiles(): Promise<SourcedTile[]>
}

/** Opens the archive at a path; undefined if there is none. Throws ArchiveError. */
export async function openBase(path: string): Promise<BaseArchive | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw fileError(error, path)
  })
  if (!file) return undefined
  try {
    const archive = new PMTiles(fileSource(file, path), undefined, gunzipped)
    const metadata = await archive.getMetadata()
    const state = z.object({ shuangxi: stateSchema }).safeParse(metadata).data?.shuangxi
    return { state, file, tiles: async () => readTiles(archive, await archive.getHeader(), file) }
  } catch (error) {
    await file.close()
    throw new ArchiveError(
      { zh: `${path} 不是可读的 PMTiles 存档。`, en: `${path} is not a readable PMTiles archive.` },
      { cause: error },
    )
  }
}

function fileSource(file: FileHandle, path: string): Source {
  return {
    getKey: () => path,
    async getBytes(offset, length) {
      const bytes = Buffer.alloc(length)
      const { bytesRead } = await file.read(bytes, 0, length, offset)
      return { data: Uint8Array.from(bytes.subarray(0, bytesRead)).buffer }
    },
  }
}

async function gunzipped(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  return compression === Compression.Gzip ? Uint8Array.from(gunzipSync(bytes)).buffer : bytes
}

async function readTiles(archive: PMTiles, header: Header, file: FileHandle): Promise<SourcedTile[]> {
  const tiles: SourcedTile[] = []
  const digests = new Map<number, string>()
  const read = async (entry: Entry) => {
    const known = digests.get(entry.offset)
    if (known !== undefined) return known
    const body = Buffer.alloc(entry.length)
    await file.read(body, 0, entry.length, header.tileDataOffset + entry.offset)
    const digest = tileDigest(body).toString('latin1')
    digests.set(entry.offset, digest)
    return digest
  }
  const walk = async (offset: number, length: number): Promise<void> => {
    for (const entry of await archive.cache.getDirectory(archive.source, offset, length, header)) {
      if (entry.runLength === 0) {
        await walk(header.leafDirectoryOffset + entry.offset, entry.length)
        continue
      }
      const digest = await read(entry)
      const place = { offset: header.tileDataOffset + entry.offset, length: entry.length, digest, file }
      for (let i = 0; i < entry.runLength; i++) tiles.push({ tileId: entry.tileId + i, ...place })
    }
  }
  await walk(header.rootDirectoryOffset, header.rootDirectoryLength)
  return tiles
}

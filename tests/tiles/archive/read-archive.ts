/** Reads an archive with the npm package `pmtiles`, as any reader of the format would. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Compression, type Entry, type Header, PMTiles, tileIdToZxy } from 'pmtiles'

export interface ReadArchive {
  readonly bytes: Buffer
  readonly header: Header
  readonly metadata: Record<string, unknown>
  /** Entries of the directories, including leaves. */
  readonly entries: readonly Entry[]
  /** Tiles by `z/x/y`, decompressed. */
  readonly tiles: ReadonlyMap<string, Buffer>
  readonly leafDirectories: number
}

export async function readArchive(path: string): Promise<ReadArchive> {
  const bytes = readFileSync(path)
  const unpack = async (data: ArrayBuffer, compression: Compression) =>
    compression === Compression.Gzip ? Uint8Array.from(gunzipSync(data)).buffer : data
  const source = {
    getKey: () => path,
    getBytes: async (offset: number, length: number) => ({
      data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer,
    }),
  }
  const archive = new PMTiles(source, undefined, unpack)
  const header = await archive.getHeader()
  const entries: Entry[] = []
  let leafDirectories = 0
  const walk = async (offset: number, length: number): Promise<void> => {
    for (const entry of await archive.cache.getDirectory(source, offset, length, header)) {
      if (entry.runLength > 0) entries.push(entry)
      else {
        leafDirectories++
        await walk(header.leafDirectoryOffset + entry.offset, entry.length)
      }
    }
  }
  await walk(header.rootDirectoryOffset, header.rootDirectoryLength)
  const tiles = new Map<string, Buffer>()
  for (const entry of entries) {
    for (let i = 0; i < entry.runLength; i++) {
      const [z, x, y] = tileIdToZxy(entry.tileId + i)
      const tile = await archive.getZxy(z, x, y)
      if (!tile) throw new Error(`the directory names ${z}/${x}/${y}, but the reader does not find it`)
      tiles.set(`${z}/${x}/${y}`, Buffer.from(tile.data))
    }
  }
  const metadata = (await archive.getMetadata()) as Record<string, unknown>
  return { bytes, header, metadata, entries, tiles, leafDirectories }
}

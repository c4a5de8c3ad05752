/**
 * Directories of a PMTiles archive, version 3
 * (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md, chapter 4).
 */
import { gzipSync } from 'node:zlib'
import type { Entry } from 'pmtiles'

/** The header and the root directory are read together: 16 KiB, of which the header takes 127 bytes. */
const ROOT_LIMIT = 16_384 - 127
/** Entries of a leaf, about the size of one request of a reader. */
const LEAF_ENTRIES = 4096
const LEVEL = { level: 9 }

export interface Directories {
  /** Compressed, as stored in the archive. */
  readonly root: Uint8Array
  readonly leaves: Uint8Array
}

/** Writes entries, ascending by tile id, into a root directory and, if it would be too large, leaves. */
export function directories(entries: readonly Entry[]): Directories {
  const alone = encodeDirectory(entries)
  if (alone.length <= ROOT_LIMIT) return { root: alone, leaves: new Uint8Array(0) }
  for (let size = LEAF_ENTRIES; ; size *= 2) {
    const leaves: Uint8Array[] = []
    const pointers: Entry[] = []
    let offset = 0
    for (let i = 0; i < entries.length; i += size) {
      const leaf = encodeDirectory(entries.slice(i, i + size))
      leaves.push(leaf)
      // A run length of 0 marks a directory instead of a tile.
      pointers.push({ tileId: entries[i]?.tileId ?? 0, offset, length: leaf.length, runLength: 0 })
      offset += leaf.length
    }
    const root = encodeDirectory(pointers)
    if (root.length <= ROOT_LIMIT) return { root, leaves: Buffer.concat(leaves) }
  }
}

function encodeDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  writeVarint(bytes, entries.length)
  let lastId = 0
  for (const { tileId } of entries) {
    writeVarint(bytes, tileId - lastId)
    lastId = tileId
  }
  for (const { runLength } of entries) writeVarint(bytes, runLength)
  for (const { length } of entries) writeVarint(bytes, length)
  let next = -1
  for (const { offset, length } of entries) {
    writeVarint(bytes, offset === next ? 0 : offset + 1)
    next = offset + length
  }
  return gzipSync(Uint8Array.from(bytes), LEVEL)
}

/** Varint: seven bits per byte, the lowest first; by division, because offsets and ids exceed 32 bits. */
function writeVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

/** Writes an archive to a temporary file, then renames it over the old one. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Entry } from 'pmtiles'
import type { Text } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { directories } from './directory.ts'
import { ArchiveError, fileError } from './error.ts'
import { encodeHeader, type TileType } from './header.ts'
import { centerOf, headerBounds, heldBy, withinZooms } from './held.ts'
import { type StoredTile, tileDigest } from './journal.ts'

/** Size of one write, in bytes. */
const CHUNK = 4 << 20

const CHANGED: Text = {
  zh: '图块文件在写存档时被改动，或磁盘有误；原有存档未改变，请再次执行。',
  en: 'The tile file was changed while the archive was written, or the disk is faulty. The existing archive was not changed. Try again.',
}

/** A tile and the open file with its bytes. */
export interface SourcedTile extends StoredTile {
  readonly file: FileHandle
}

export interface ArchiveDescription {
  readonly type: TileType
  /** Bounds of the rows in WGS 84 degrees; the header has their intersection with the tiles. */
  readonly bounds: Bounds
  /** The JSON metadata of the specification; zooms of its layers are limited to those with tiles. */
  readonly metadata: Readonly<Record<string, unknown>>
}

interface Layout {
  readonly entries: readonly Entry[]
  /** Each tile whose bytes are stored in the archive, in order. */
  readonly contents: readonly SourcedTile[]
  readonly addressed: number
  readonly bytes: number
}

/** Sorts tiles by id, stores equal bytes once and joins consecutive equal tiles to runs. */
function layOut(tiles: readonly SourcedTile[]): Layout {
  const entries: Entry[] = []
  const contents: SourcedTile[] = []
  const offsets = new Map<string, number>()
  let bytes = 0
  let addressed = 0
  for (const tile of tiles.toSorted((a, b) => a.tileId - b.tileId)) {
    if (tile.length === 0) continue
    addressed++
    const known = offsets.get(tile.digest)
    const last = entries.at(-1)
    if (last && known === last.offset && last.tileId + last.runLength === tile.tileId) {
      last.runLength++
      continue
    }
    if (known === undefined) {
      offsets.set(tile.digest, bytes)
      contents.push(tile)
    }
    entries.push({ tileId: tile.tileId, offset: known ?? bytes, length: tile.length, runLength: 1 })
    if (known === undefined) bytes += tile.length
  }
  return { entries, contents, addressed, bytes }
}

/** Content and size of an archive. */
export interface ArchiveSummary {
  readonly tiles: number
  readonly contents: number
  readonly bytes: number
}

/**
 * Writes an archive of at least one tile with content to `path`. On failure the existing archive is
 * unchanged. Throws ArchiveError.
 */
export async function assembleArchive(
  path: string,
  tiles: readonly SourcedTile[],
  description: ArchiveDescription,
): Promise<ArchiveSummary> {
  const layout = layOut(tiles)
  const { root, leaves } = directories(layout.entries)
  const held = heldBy(new Set(tiles.filter(({ length }) => length > 0).map(({ tileId }) => tileId)))
  const bounds = headerBounds(description.bounds, held.bounds)
  const metadata = gzipSync(JSON.stringify(withinZooms(description.metadata, held)), { level: 9 })
  const header = encodeHeader({
    type: description.type,
    minzoom: held.minzoom,
    maxzoom: held.maxzoom,
    bounds,
    center: centerOf(bounds, held.lowest),
    rootBytes: root.length,
    metadataBytes: metadata.length,
    leavesBytes: leaves.length,
    tilesBytes: layout.bytes,
    addressed: layout.addressed,
    entries: layout.entries.length,
    contents: layout.contents.length,
  })
  const aside = `${path}.${process.pid}.tmp`
  try {
    await writeAll(aside, [header, root, metadata, leaves], layout.contents)
    await rename(aside, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(aside, { force: true })
    throw fileError(error, path)
  }
  const bytes = header.length + root.length + metadata.length + leaves.length + layout.bytes
  return { tiles: layout.addressed, contents: layout.contents.length, bytes }
}

async function writeAll(
  path: string,
  front: readonly Uint8Array[],
  contents: readonly SourcedTile[],
): Promise<void> {
  const target = await open(path, 'w')
  try {
    for (const part of front) await target.writeFile(part)
    let pending: Buffer[] = []
    let size = 0
    for (const { file, offset, length, digest } of contents) {
      const body = Buffer.alloc(length)
      await file.read(body, 0, length, offset)
      if (tileDigest(body).toString('latin1') !== digest) throw new ArchiveError(CHANGED)
      pending.push(body)
      size += length
      if (size < CHUNK) continue
      await target.writeFile(Buffer.concat(pending))
      pending = []
      size = 0
    }
    await target.writeFile(Buffer.concat(pending))
    await target.sync()
  } finally {
    await target.close()
  }
}

/** Syncs the folder, so that the rename survives a power loss. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

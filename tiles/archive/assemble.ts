/** Writes an archive whole: aside first, then moved over the one that was there. */
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

/** Bytes that are written at once. */
const CHUNK = 4 << 20

const CHANGED: Text = {
  zh: '图块文件在写存档时被改动，或磁盘有误；原有存档未改变，请再次执行。',
  en: 'The file of tiles was changed while the archive was written, or the disk is at fault. The archive that was there is as it was: try again.',
}

/** A tile and the open file that its bytes lie in. */
export interface SourcedTile extends StoredTile {
  readonly file: FileHandle
}

export interface ArchiveDescription {
  readonly type: TileType
  /** WGS 84 degrees, around the rows that the tiles show; the header has those of them where tiles are. */
  readonly bounds: Bounds
  /** The JSON object that the specification asks for; layers in it are told to begin and end with the tiles. */
  readonly metadata: Readonly<Record<string, unknown>>
}

interface Layout {
  readonly entries: readonly Entry[]
  /** Each tile whose bytes stand in the archive, in their order. */
  readonly contents: readonly SourcedTile[]
  readonly addressed: number
  readonly bytes: number
}

/** Orders tiles by id, keeps equal bytes once and joins neighbours with equal bytes to runs. */
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

/** What an archive holds, and how large it is. */
export interface ArchiveSummary {
  readonly tiles: number
  readonly contents: number
  readonly bytes: number
}

/**
 * Writes an archive of tiles, of which one at least holds something, at `path`. Where it cannot,
 * what was there stays as it was. Throws ArchiveError.
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

/** Makes a rename last through a loss of power. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

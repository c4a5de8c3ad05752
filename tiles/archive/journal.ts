/**
 * The finished tiles of a build in an append-only file, so that an interrupted build can continue. A
 * JSON line describes the build; then follow, for each tile, its id (8 bytes, little-endian), length
 * (4), digest (16), a checksum of these (4) and its bytes.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { fileError } from './error.ts'

const HEAD_BYTES = 32
const FLUSH_BYTES = 1 << 20
/** Bytes read at once when a journal is resumed. */
const WINDOW_BYTES = 4 << 20
/** A killed build loses at most the tiles of this time. */
const FLUSH_MS = 500
/** Upper limit for the first line. */
const LINE_LIMIT = 1 << 20

export interface StoredTile {
  readonly tileId: number
  /** Position of its bytes in the file; a length of 0 means an empty tile. */
  readonly offset: number
  readonly length: number
  /** Tiles with the same bytes have the same digest. */
  readonly digest: string
}

/** Returns the stored 128 bits of SHA-256. */
export function tileDigest(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, 16)
}

export class Journal {
  /** The first line, which describes the build. */
  readonly line: string
  readonly tiles: Map<number, StoredTile>
  readonly file: FileHandle
  readonly #path: string
  #end: number
  #pending: Buffer[] = []
  #pendingBytes = 0
  #flushedAt = performance.now()
  #writing: Promise<void> = Promise.resolve()

  private constructor(
    path: string,
    file: FileHandle,
    line: string,
    end: number,
    tiles: Map<number, StoredTile>,
  ) {
    this.#path = path
    this.file = file
    this.line = line
    this.#end = end
    this.tiles = tiles
  }

  /** Creates an empty journal; replaces an existing one. Throws ArchiveError. */
  static async begin(path: string, line: string): Promise<Journal> {
    try {
      const file = await open(path, 'w+')
      const head = Buffer.from(`${line}\n`)
      await file.write(head, 0, head.length, 0)
      return new Journal(path, file, line, head.length, new Map())
    } catch (error) {
      throw fileError(error, path)
    }
  }

  /**
   * Resumes the journal of an interrupted build; undefined if there is none. Incomplete or damaged
   * entries at the end are cut off.
   */
  static async resume(path: string): Promise<Journal | undefined> {
    try {
      const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (!file) return undefined
      const line = await firstLine(file)
      if (line === undefined) {
        await file.close()
        return undefined
      }
      const tiles = new Map<number, StoredTile>()
      const end = await readTiles(file, Buffer.byteLength(line) + 1, tiles)
      await file.truncate(end)
      return new Journal(path, file, line, end, tiles)
    } catch (error) {
      throw fileError(error, path)
    }
  }

  /** Appends a tile, which replaces an earlier one with the same id. Throws ArchiveError. */
  async add(tileId: number, body: Uint8Array): Promise<void> {
    const digest = tileDigest(body)
    this.#pending.push(
      headOf(tileId, body.length, digest),
      Buffer.from(body.buffer, body.byteOffset, body.length),
    )
    const offset = this.#end + this.#pendingBytes + HEAD_BYTES
    this.#pendingBytes += HEAD_BYTES + body.length
    this.tiles.set(tileId, { tileId, offset, length: body.length, digest: digest.toString('latin1') })
    const waited = performance.now() - this.#flushedAt
    if (this.#pendingBytes >= FLUSH_BYTES || waited >= FLUSH_MS) await this.flush()
  }

  /** Writes buffered tiles to the file. */
  flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending)
    const at = this.#end
    this.#pending = []
    this.#pendingBytes = 0
    this.#flushedAt = performance.now()
    this.#end += bytes.length
    this.#writing = this.#writing.then(() => this.#write(bytes, at))
    return this.#writing
  }

  async #write(bytes: Buffer, at: number): Promise<void> {
    let done = 0
    try {
      while (done < bytes.length) {
        const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, at + done)
        done += bytesWritten
      }
    } catch (error) {
      throw fileError(error, this.#path)
    }
  }

  /** Closes the file and keeps it for a later build. */
  async close(): Promise<void> {
    await this.file.close()
  }

  /** Closes and deletes the file. */
  async remove(): Promise<void> {
    await this.file.close()
    await rm(this.#path, { force: true })
  }
}

function headOf(tileId: number, length: number, digest: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeBigUInt64LE(BigInt(tileId), 0)
  head.writeUInt32LE(length, 8)
  digest.copy(head, 12)
  tileDigest(head.subarray(0, 28)).copy(head, 28, 0, 4)
  return head
}

async function firstLine(file: FileHandle): Promise<string | undefined> {
  const start = Buffer.alloc(LINE_LIMIT)
  const { bytesRead } = await file.read(start, 0, LINE_LIMIT, 0)
  const end = start.subarray(0, bytesRead).indexOf('\n')
  return end < 0 ? undefined : start.toString('utf8', 0, end)
}

/** Reads tiles from `start` into the map; returns the end of the last complete one. */
async function readTiles(file: FileHandle, start: number, tiles: Map<number, StoredTile>): Promise<number> {
  const { size } = await file.stat()
  let window = Buffer.alloc(0)
  let windowAt = start
  /** Bytes of the file, read ahead; undefined past its end. */
  const bytesAt = async (from: number, length: number) => {
    if (from + length > size) return undefined
    if (from + length > windowAt + window.length) {
      window = Buffer.alloc(Math.min(Math.max(WINDOW_BYTES, length), size - from))
      windowAt = from
      await file.read(window, 0, window.length, from)
    }
    return window.subarray(from - windowAt, from - windowAt + length)
  }
  let at = start
  for (;;) {
    const head = await bytesAt(at, HEAD_BYTES)
    if (!head || !tileDigest(head.subarray(0, 28)).subarray(0, 4).equals(head.subarray(28))) return at
    const tileId = Number(head.readBigUInt64LE(0))
    const length = head.readUInt32LE(8)
    const digest = head.subarray(12, 28)
    const offset = at + HEAD_BYTES
    const body = await bytesAt(offset, length)
    if (!body || !tileDigest(body).equals(digest)) return at
    tiles.set(tileId, { tileId, offset, length, digest: digest.toString('latin1') })
    at = offset + length
  }
}

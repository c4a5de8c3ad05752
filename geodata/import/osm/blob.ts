/**
 * The outer layer of an OSM PBF file: a sequence of blobs, each with a header, read and inflated one at a
 * time, so that memory does not grow with the file. Format: https://wiki.openstreetmap.org/wiki/PBF_Format
 */
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { inflateSync } from 'node:zlib'
import { PbfReader } from 'pbf'
import { ImportError } from '../error.ts'

/** Limits of the format; anything larger is damaged or malicious. */
const MAX_HEADER = 64 * 1024
const MAX_BLOB = 32 * 1024 * 1024

export interface Blob {
  readonly type: string
  /** Inflated content. */
  readonly data: Uint8Array
  /** Number of bytes of the file read so far, for progress. */
  readonly end: number
}

function broken(file: string, zh: string, en: string, cause?: unknown): ImportError {
  const name = basename(file)
  return new ImportError(
    { zh: `${name} 不是完整的 OSM PBF 文件：${zh}。`, en: `${name} is not a complete OSM PBF file: ${en}.` },
    { cause },
  )
}

/** Yields the blobs of a file in order. Throws ImportError if the file is truncated or not an OSM PBF. */
export async function* readBlobs(file: string): AsyncGenerator<Blob> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    let position = 0
    while (position < size) {
      const length = (await readExactly(handle, file, position, 4)).readUInt32BE()
      if (length === 0 || length > MAX_HEADER)
        throw broken(file, '块头长度有误', 'a blob header has a wrong length')
      const header = decodeHeader(file, await readExactly(handle, file, position + 4, length))
      position += 4 + length
      const body = await readExactly(handle, file, position, header.size)
      position += header.size
      yield { type: header.type, data: inflateBlob(file, body), end: position }
    }
  } finally {
    await handle.close()
  }
}

async function readExactly(
  handle: FileHandle,
  file: string,
  position: number,
  length: number,
): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position)
  if (bytesRead < length) {
    throw broken(file, `在第 ${position} 字节处中断`, `it ends in the middle of a blob, at byte ${position}`)
  }
  return buffer
}

function decodeHeader(file: string, bytes: Uint8Array): { type: string; size: number } {
  const header = { type: '', size: -1 }
  try {
    new PbfReader(bytes).readFields((tag, into, pbf) => {
      if (tag === 1) into.type = pbf.readString()
      else if (tag === 3) into.size = pbf.readVarint()
    }, header)
  } catch (cause) {
    throw broken(file, '块头无法解读', 'a blob header cannot be read', cause)
  }
  if (header.type === '' || header.size < 0 || header.size > MAX_BLOB) {
    throw broken(file, '块头无法解读', 'a blob header cannot be read')
  }
  return header
}

const compressions: Readonly<Record<number, string>> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4', 7: 'zstd' }

function inflateBlob(file: string, bytes: Uint8Array): Uint8Array {
  const reader = new PbfReader(bytes)
  const blob: { raw?: Uint8Array; packed?: Uint8Array; other?: string } = {}
  try {
    reader.readFields((tag, into, pbf) => {
      if (tag === 1) into.raw = pbf.readBytes()
      else if (tag === 3) into.packed = pbf.readBytes()
      else {
        const other = compressions[tag]
        if (other) into.other = other
      }
    }, blob)
    if (blob.raw) return blob.raw
    if (blob.packed) return inflateSync(blob.packed, { maxOutputLength: MAX_BLOB })
  } catch (cause) {
    throw broken(file, '数据块损坏', 'a blob is damaged', cause)
  }
  if (!blob.other) throw broken(file, '数据块为空', 'a blob is empty')
  throw new ImportError({
    zh: `${basename(file)} 用 ${blob.other} 压缩，本程序只读 zlib 压缩。可用 osmium cat 转换。`,
    en: `${basename(file)} is compressed by ${blob.other}, but only zlib is read. Convert it with: osmium cat.`,
  })
}

/** Checks a zip file before GDAL opens it: one that unpacks to hundreds of times its size is refused. */
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { ImportError } from '../error.ts'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
/** Map data compresses up to 20 times; zeros a thousand times. */
const MAX_RATIO = 200
const MAX_BYTES = 4 * 1024 ** 3
const MAX_FILES = 10_000
const MAX_DIRECTORY_BYTES = 16 * 1024 ** 2
/** Marks a size that is stored elsewhere because it exceeds 4 GiB. */
const ZIP64 = 0xffffffff
/** Nothing is unpacked to these names, but a name that leaves its folder is suspicious. */
const STRANGE_NAME = /^([\\/]|[a-z]:)|(^|[\\/])\.\.([\\/]|$)/i

/** Throws ImportError if the zip is damaged, encrypted or expands out of proportion. */
export async function checkZip(file: string): Promise<void> {
  const name = basename(file)
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const directory = await readDirectory(handle, size)
    if (!directory) throw damaged(name)
    let unpacked = 0
    let at = 0
    for (let i = 0; i < directory.count; i++) {
      if (at + 46 > directory.bytes.length || directory.bytes.readUInt32LE(at) !== DIRECTORY_ENTRY)
        throw damaged(name)
      if (directory.bytes.readUInt16LE(at + 8) & 1) {
        throw new ImportError({ zh: `${name} 已加密。`, en: `${name} is encrypted.` })
      }
      const claimed = directory.bytes.readUInt32LE(at + 24)
      unpacked += claimed === ZIP64 ? Number.POSITIVE_INFINITY : claimed
      const nameEnd = at + 46 + directory.bytes.readUInt16LE(at + 28)
      if (isStrange(directory.bytes.subarray(at + 46, nameEnd))) throw strangeName(name)
      at += 46 + [28, 30, 32].reduce((sum, field) => sum + directory.bytes.readUInt16LE(at + field), 0)
    }
    if (unpacked > MAX_BYTES || (unpacked > 50_000_000 && unpacked > MAX_RATIO * size)) {
      throw bomb(name, unpacked)
    }
  } finally {
    await handle.close()
  }
}

/** Works in GBK and UTF-8: in both, bytes below 32 are control characters. */
const isStrange = (bytes: Buffer) =>
  STRANGE_NAME.test(bytes.toString('latin1')) || bytes.some((byte) => byte < 32)

function bomb(name: string, unpacked: number): ImportError {
  const zh = Number.isFinite(unpacked) ? `有 ${Math.round(unpacked / 1e6)} MB` : '超过 4 GiB'
  const en = Number.isFinite(unpacked) ? `to ${Math.round(unpacked / 1e6)} MB` : 'to more than 4 GiB'
  return new ImportError({
    zh: `${name} 解压后${zh}，与其大小不相称，拒绝读取。`,
    en: `${name} would unpack ${en}, far more than its size, and is refused.`,
  })
}

const strangeName = (name: string) =>
  new ImportError({
    zh: `${name} 中有文件名指向压缩包之外，拒绝读取。`,
    en: `${name} contains a file whose name points outside the zip, and is refused.`,
  })

const damaged = (name: string) =>
  new ImportError({ zh: `${name} 不是完整的 zip 文件。`, en: `${name} is not a complete zip file.` })

/** Reads the central directory, found from the record at the end of the file. */
async function readDirectory(
  handle: FileHandle,
  size: number,
): Promise<{ bytes: Buffer; count: number } | null> {
  const length = Math.min(size, 65_557)
  const tail = Buffer.alloc(length)
  await handle.read(tail, 0, length, size - length)
  for (let at = length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_OF_DIRECTORY) continue
    const count = tail.readUInt16LE(at + 10)
    const bytes = tail.readUInt32LE(at + 12)
    const start = tail.readUInt32LE(at + 16)
    // If the two do not meet, GDAL would look for the directory elsewhere than this code.
    if (count > MAX_FILES || bytes > MAX_DIRECTORY_BYTES || start + bytes !== size - length + at) return null
    const directory = Buffer.alloc(bytes)
    await handle.read(directory, 0, bytes, start)
    return { bytes: directory, count }
  }
  return null
}

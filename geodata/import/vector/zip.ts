/** Looks into a zip file before GDAL opens it: one that unpacks to a thousand times its size is refused. */
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { ImportError } from '../error.ts'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
/** Deflate of map data reaches 20; a thousand is what zeros reach. */
const MOST_RATIO = 200
const MOST_BYTES = 4 * 1024 ** 3
const MOST_FILES = 10_000

/** Throws ImportError for a zip file that is damaged, encrypted or a bomb. */
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
      unpacked += directory.bytes.readUInt32LE(at + 24)
      at += 46 + [28, 30, 32].reduce((sum, field) => sum + directory.bytes.readUInt16LE(at + field), 0)
    }
    if (unpacked > MOST_BYTES || (unpacked > 50_000_000 && unpacked > MOST_RATIO * size)) {
      throw new ImportError({
        zh: `${name} 解压后有 ${Math.round(unpacked / 1e6)} MB，与其大小不相称，拒绝读取。`,
        en: `${name} would unpack to ${Math.round(unpacked / 1e6)} MB, out of proportion to its size, and is refused.`,
      })
    }
  } finally {
    await handle.close()
  }
}

const damaged = (name: string) =>
  new ImportError({ zh: `${name} 不是完整的 zip 文件。`, en: `${name} is not a whole zip file.` })

/** The central directory, found from the record at the end of the file. */
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
    if (count > MOST_FILES || start + bytes > size) return null
    const directory = Buffer.alloc(bytes)
    await handle.read(directory, 0, bytes, start)
    return { bytes: directory, count }
  }
  return null
}

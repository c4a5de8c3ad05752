/**
 * Lists the embedded database's files when it is closed. PostgreSQL detects changed bytes by page checksums,
 * but for a truncated file or a page of zeros it only returns fewer rows.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { Text } from '../../model/text.ts'

/** In the directory, so that a copy of the directory includes it. */
const LIST = 'shuangxi-files.json'
/** Changes at every start by any program. */
const CONTROL = 'global/pg_control'
/** At most so many bytes of contents are read, in about a third of a second; sizes are always compared. */
const READ_BYTES = 400e6

const entrySchema = z.object({ size: z.number(), changedMs: z.number(), crc: z.number().nullable() })
const listSchema = z.record(z.string(), entrySchema)

/** Size in bytes, time of the last change, and CRC-32 (null past READ_BYTES); by its path. */
export type FileList = z.infer<typeof listSchema>

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== LIST)
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort()
}

const crcOf = (directory: string, path: string): number => crc32(readFileSync(join(directory, path)))

/** Returns the CRC-32 of a file, or null once READ_BYTES were read; by bytes, so that a busy machine checks as much. */
function reader(directory: string): (path: string, size: number) => number | null {
  let left = READ_BYTES
  return (path, size) => {
    if (size > left) return null
    left -= size
    return crcOf(directory, path)
  }
}

/** Writes the list after the database was closed. `before` saves reading unchanged files again. */
export function writeFileList(directory: string, before: FileList = {}): void {
  const read = reader(directory)
  const list: FileList = {}
  for (const path of filesOf(directory)) {
    const { size, mtimeMs: changedMs } = statSync(join(directory, path))
    const known = before[path]
    const isSame = known?.size === size && known.changedMs === changedMs
    const crc = path === CONTROL ? crcOf(directory, path) : ((isSame ? known.crc : null) ?? read(path, size))
    list[path] = { size, changedMs, crc }
  }
  writeFileSync(join(directory, LIST), JSON.stringify(list))
}

/**
 * Deletes the list and returns it; undefined if the database was not closed, or was opened since by another
 * program.
 */
export function readFileList(directory: string): FileList | undefined {
  try {
    const list = listSchema.parse(JSON.parse(readFileSync(join(directory, LIST), 'utf8')))
    const hasControl = existsSync(join(directory, CONTROL))
    const isOpenedSince = hasControl && crcOf(directory, CONTROL) !== list[CONTROL]?.crc
    return isOpenedSince ? undefined : list
  } catch {
    return undefined
  }
}

/** Deletes the list, because the files will change. */
export function removeFileList(directory: string): void {
  rmSync(join(directory, LIST), { force: true })
}

/** Describes the first file that differs from the list; undefined if none does. */
export function firstDamage(directory: string, list: FileList): Text | undefined {
  const read = reader(directory)
  for (const [path, { size, crc }] of Object.entries(list)) {
    const now = statSync(join(directory, path), { throwIfNoEntry: false })
    if (now === undefined) return missing(path)
    if (now.size !== size)
      return {
        zh: `${path} 有 ${now.size} 字节，应为 ${size} 字节`,
        en: `${path} has ${now.size} bytes instead of ${size}`,
      }
    const found = crc === null ? null : read(path, size)
    if (found !== null && found !== crc)
      return {
        zh: `${path} 的内容与关闭时不同`,
        en: `${path} has other contents than when it was closed`,
      }
  }
  return undefined
}

export const missing = (path: string): Text => ({ zh: `缺少 ${path}`, en: `${path} is missing` })

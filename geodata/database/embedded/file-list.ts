/**
 * The embedded database's files as they were when it was closed. PostgreSQL notices bytes that changed
 * (its pages have checksums), but takes a file that was cut off or a page of zeros for fewer rows.
 */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { Text } from '../../model/text.ts'

/** Within the directory, so that a copy of the directory has its own. */
const LIST = 'shuangxi-files.json'
/** Changes at every start, whoever starts the database. */
const CONTROL = 'global/pg_control'
/** Contents are read for so long at most; sizes are always compared. */
const READING_MS = 700

const entrySchema = z.object({ size: z.number(), changedMs: z.number(), crc: z.number().nullable() })
const listSchema = z.record(z.string(), entrySchema)

/** Size in bytes, time of the last change, and CRC-32 where there was time to read the file; by its path. */
export type FileList = z.infer<typeof listSchema>

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== LIST)
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort()
}

/** Reads contents until the time is up. */
function reader(directory: string): (path: string) => number | null {
  const end = performance.now() + READING_MS
  return (path) => (performance.now() > end ? null : crc32(readFileSync(join(directory, path))))
}

/** Writes the list of a database that was just closed. `before` spares reading what did not change since. */
export function writeFileList(directory: string, before: FileList = {}): void {
  const read = reader(directory)
  const list: FileList = {}
  for (const path of filesOf(directory)) {
    const { size, mtimeMs: changedMs } = statSync(join(directory, path))
    const known = before[path]
    const isSame = known?.size === size && known.changedMs === changedMs
    list[path] = { size, changedMs, crc: (isSame ? known.crc : null) ?? read(path) }
  }
  writeFileSync(join(directory, LIST), JSON.stringify(list))
}

/**
 * Takes the list away and returns it; undefined if the database was not closed, or was opened since by
 * a program that writes no list.
 */
export function readFileList(directory: string): FileList | undefined {
  try {
    const list = listSchema.parse(JSON.parse(readFileSync(join(directory, LIST), 'utf8')))
    const control = statSync(join(directory, CONTROL), { throwIfNoEntry: false })
    const isOpenedSince = control && reader(directory)(CONTROL) !== list[CONTROL]?.crc
    return isOpenedSince ? undefined : list
  } catch {
    return undefined
  }
}

/** Says that the files are about to change. */
export function removeFileList(directory: string): void {
  rmSync(join(directory, LIST), { force: true })
}

/** The first file that is not as it was listed, in words; undefined if all are. */
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
    const found = crc === null ? null : read(path)
    if (found !== null && found !== crc)
      return {
        zh: `${path} 的内容与关闭时不同`,
        en: `${path} has other contents than when it was closed`,
      }
  }
  return undefined
}

export const missing = (path: string): Text => ({ zh: `缺少 ${path}`, en: `${path} is missing` })

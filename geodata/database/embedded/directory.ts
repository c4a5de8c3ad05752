/** Checks and marks the embedded database's directory before and after it is open. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Queryable } from '../database.ts'
import { DamagedDirectoryError, DatabaseUnavailableError, DiskFullError } from '../errors.ts'
import { sqlFile } from '../sql.ts'
import { hasRoom } from './disk-room.ts'
import {
  type FileList,
  firstDamage,
  missing,
  readFileList,
  removeFileList,
  writeFileList,
} from './file-list.ts'

const cutOffSql = sqlFile(import.meta.url, 'cut-off.sql')

export interface DatabaseDirectory {
  readonly isNew: boolean
  /** Called with the open database; the directory is then complete. Throws DamagedDirectoryError. */
  finish(database: Queryable): Promise<void>
  /** Called after the database was closed cleanly. */
  close(): void
}

const markerOf = (directory: string) => `${directory}.unfinished`

/**
 * Returns whether a start creates the database in this directory: there is none yet, or an incomplete one.
 */
export function isNewDirectory(directory: string): boolean {
  return existsSync(markerOf(directory)) || !existsSync(directory) || readdirSync(directory).length === 0
}

/**
 * Prepares the directory: removes an incomplete first start, in which nothing was stored, and checks a
 * directory that was in use. Throws DamagedDirectoryError.
 */
export function beginDirectory(directory: string): DatabaseDirectory {
  const marker = markerOf(directory)
  const isNew = isNewDirectory(directory)
  if (existsSync(marker)) rmSync(directory, { recursive: true, force: true })
  const list = isNew ? undefined : checkedList(directory)
  if (isNew) writeFileSync(marker, '')
  return {
    isNew,
    async finish(database) {
      if (!isNew && list === undefined) await refuseCutOff(directory, database)
      rmSync(marker, { force: true })
    },
    close: () => keepList(directory, list),
  }
}

function checkedList(directory: string): FileList | undefined {
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new DamagedDirectoryError(directory, missing('PG_VERSION'))
  const list = readFileList(directory)
  const damage = list && firstDamage(directory, list)
  if (damage !== undefined) throw new DamagedDirectoryError(directory, damage)
  removeFileList(directory)
  return list
}

async function refuseCutOff(directory: string, database: Queryable): Promise<void> {
  const { rows } = await database.query<{ name: string }>(cutOffSql)
  const [cutOff] = rows
  if (cutOff)
    throw new DamagedDirectoryError(directory, {
      zh: `${cutOff.name} 的文件被截断`,
      en: `the file of ${cutOff.name} is cut off`,
    })
}

/** Writes the file list. On a full disk there is none, and the next start checks less. */
function keepList(directory: string, before: FileList | undefined): void {
  try {
    writeFileList(directory, before)
  } catch {
    removeFileList(directory)
  }
}

/** Explains why the database in a directory could not be opened. */
export function openingError(directory: string, isNew: boolean, error: unknown): unknown {
  if (error instanceof DamagedDirectoryError) return error
  const { cause = error } = error instanceof DatabaseUnavailableError ? error : { cause: error }
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/^(Error: )+/i, '')
  if (!hasRoom(directory)) return new DiskFullError(`${directory}: ${reason}`, { cause })
  return isNew
    ? error
    : new DamagedDirectoryError(
        directory,
        { zh: `PostgreSQL 无法打开：${reason}`, en: `PostgreSQL cannot open it: ${reason}` },
        { cause },
      )
}

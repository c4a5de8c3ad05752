/**
 * Keeps the embedded database readable when its disk fills up: PostgreSQL ends where it cannot write
 * its log, so statements that write are refused while there is still room for running ones.
 */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DiskFullError } from '../errors.ts'

/** Two segments of PostgreSQL's log, 16 MiB each. */
const RESERVE_BYTES = 32 * 1024 * 1024

/** Statements that begin with one of these write, and so does WITH where a part of it writes. */
const WRITES =
  /^(?:\s|--[^\n]*\n)*(?:(?:insert|update|delete|merge|copy|create|alter|drop|truncate|refresh|reindex|vacuum)\b|with\b[\s\S]*\b(?:insert\s+into|update\s+\S+(?:\s+as\s+\w+)?\s+set|delete\s+from|merge\s+into)\b)/i

/** Whether a statement writes, as far as its first words tell. */
export const isWrite = (text: string): boolean => WRITES.test(text)

/** Whether the disk that holds a directory has room for further writes. */
export function hasRoom(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(directory))
    return bavail * bsize >= RESERVE_BYTES
  } catch {
    return true // The directory does not exist yet, or its file system does not say.
  }
}

/** Throws DiskFullError for a statement that writes where there is no room; a database in memory has none of this. */
export function refuseWithoutRoom(directory: string | undefined, text: string): void {
  if (directory === undefined || !isWrite(text) || hasRoom(directory)) return
  throw new DiskFullError(`less than ${RESERVE_BYTES / 1024 / 1024} MiB are free at ${directory}`)
}

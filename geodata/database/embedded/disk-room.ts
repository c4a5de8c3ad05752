/**
 * Keeps the embedded database readable when its disk fills up. PostgreSQL stops if it cannot write its log,
 * so writing statements are refused while there is still space for running ones.
 */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DiskFullError } from '../errors.ts'

/** Two segments of PostgreSQL's log, 16 MiB each. */
const RESERVE_BYTES = 32 * 1024 * 1024

/** Beginnings of statements that write, including WITH with a writing part. */
const WRITES =
  /^(?:\s|--[^\n]*\n)*(?:(?:insert|update|delete|merge|copy|create|alter|drop|truncate|refresh|reindex|vacuum)\b|with\b[\s\S]*\b(?:insert\s+into|update\s+\S+(?:\s+as\s+\w+)?\s+set|delete\s+from|merge\s+into)\b)/i

/** Returns whether a statement writes, by its first words. */
export const isWrite = (text: string): boolean => WRITES.test(text)

/** Returns whether the disk of a directory has space for further writes. */
export function hasRoom(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(directory))
    return bavail * bsize >= RESERVE_BYTES
  } catch {
    return true // The directory does not exist yet, or its file system does not report free space.
  }
}

/**
 * Throws DiskFullError for a writing statement if there is not enough space. Databases in memory are not
 * checked.
 */
export function refuseWithoutRoom(directory: string | undefined, text: string): void {
  if (directory === undefined || !isWrite(text) || hasRoom(directory)) return
  throw new DiskFullError(`less than ${RESERVE_BYTES / 1024 / 1024} MiB are free at ${directory}`)
}

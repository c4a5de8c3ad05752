/**
 * Limits the output of GDAL: a file of a few kilobytes may produce endless rows, by a view or by a false
 * size.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const CHECK_MS = 500
/** A geometry as text is a few times its binary size; more is an attack. */
const MAX_RATIO = 200
const ALWAYS_BYTES = 1024 ** 3
/** Counting the rows of the largest file takes a minute. */
const STILL_MS = 10 * 60_000

export interface WatchLimits {
  readonly maxBytes: number
  /** Maximum time in milliseconds without output. */
  readonly stillMs: number
}

/** Returns how much output is allowed for a file, or for a folder that is a File Geodatabase. */
export function limitsFor(file: string): WatchLimits {
  return { maxBytes: ALWAYS_BYTES + MAX_RATIO * bytesOf(file), stillMs: STILL_MS }
}

/** Calls back once when a limit is exceeded. Returns stop(). */
export function watchFolder(
  folder: string,
  { maxBytes, stillMs }: WatchLimits,
  onPast: (limit: 'bytes' | 'time') => void,
): () => void {
  let bytes = -1
  let changed = performance.now()
  const timer = setInterval(() => {
    const now = bytesOf(folder)
    if (now !== bytes) changed = performance.now()
    bytes = now
    const past = bytes > maxBytes ? 'bytes' : performance.now() - changed > stillMs ? 'time' : undefined
    if (past === undefined) return
    clearInterval(timer)
    onPast(past)
  }, CHECK_MS)
  return () => clearInterval(timer)
}

/** Returns the bytes of a file or of all files below a folder. Files that disappear meanwhile count 0. */
function bytesOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.size ?? 0
  return namesIn(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

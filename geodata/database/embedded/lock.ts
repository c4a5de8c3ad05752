/**
 * Locks an embedded data directory for one process. PGlite has no lock, and two processes on one directory
 * lose each other's rows.
 */
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'
import { DataDirectoryInUseError } from '../errors.ts'

const holderSchema = z.object({ pid: z.number(), started: z.string().nullable(), host: z.string() })
type Holder = z.infer<typeof holderSchema>

const HEARTBEAT_MS = 5_000
/** A holder on another host (another container) is considered dead if its heartbeat is older than this. */
const SILENCE_MS = 20_000

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code

/**
 * Returns the start time of a process in kernel ticks, which distinguishes it from a later process with the
 * same id.
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null // Not Linux, or no such process; the caller checks that separately.
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined // Deleted, or truncated by a crash while it was written: nobody holds it.
  }
}

function lives(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) {
    return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < SILENCE_MS
  }
  if (!runs(holder.pid)) return false
  const started = startOf(holder.pid)
  return holder.started === null || started === null || started === holder.started
}

function create(file: string): boolean {
  const holder: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname() }
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Only one process at a time may remove a stale lock; otherwise it could remove its successor's. */
function clearStale(file: string, seen: Holder | undefined): void {
  const gate = `${file}.clearing`
  try {
    mkdirSync(gate)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    const age = Date.now() - (statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > SILENCE_MS) rmSync(gate, { recursive: true, force: true })
    return
  }
  const now = readHolder(file)
  if (now?.pid === seen?.pid && now?.started === seen?.started) rmSync(file, { force: true })
  rmdirSync(gate)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Locks a data directory and takes over the lock of a dead process. Returns a function that releases it.
 * Throws DataDirectoryInUseError if a live process, including this one, holds it.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const file = `${directory}.lock`
  mkdirSync(dirname(file), { recursive: true })
  for (let attempt = 0; !create(file); attempt++) {
    const holder = readHolder(file)
    if (holder && (lives(holder, file) || attempt > 50)) {
      throw new DataDirectoryInUseError(directory, holder.pid, holder.host)
    }
    // A file without a holder may be incomplete because another process is writing it.
    if (holder || attempt > 5) clearStale(file, holder)
    await pause(20)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    if (statSync(file, { throwIfNoEntry: false })) utimesSync(file, now, now)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return () => {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

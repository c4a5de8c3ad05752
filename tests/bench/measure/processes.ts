/** CPU time and memory of a process and its children from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '../../../geodata/database/database.ts'

/** Clock ticks per second: fixed for user space on Linux. */
const TICKS = 100
const PAGE_BYTES = 4096

interface Process {
  readonly pid: number
  readonly parent: number
  /** Seconds of the process and of its ended children. */
  readonly cpu: number
  readonly memory: number
}

/** Undefined if the process has ended meanwhile. */
function processOf(pid: number): Process | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may contain blanks.
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0] = fields.slice(1, 2)
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0)
    return { pid, parent, cpu: ticks / TICKS, memory: (fields[21] ?? 0) * PAGE_BYTES }
  } catch {
    return undefined
  }
}

function treeOf(root: number): Process[] {
  const all = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (processOf(Number(name)) ?? []) : [],
  )
  const tree = all.filter(({ pid }) => pid === root)
  for (const member of tree) tree.push(...all.filter(({ parent }) => parent === member.pid))
  return tree
}

/** Returns CPU seconds of a process and all its children, including ended ones. */
export function cpuSeconds(root: number): number {
  return treeOf(root).reduce((sum, { cpu }) => sum + cpu, 0)
}

/** Returns the kind of a Chromium process by `--type` of its command line: `renderer`, `gpu-process`. */
function kindOf(pid: number): string {
  try {
    return /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'browser'
  } catch {
    return 'ended'
  }
}

/** Returns CPU seconds of a browser's processes by kind. */
export function cpuSecondsByKind(root: number): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>()
  for (const { pid, cpu } of treeOf(root)) kinds.set(kindOf(pid), (kinds.get(kindOf(pid)) ?? 0) + cpu)
  return kinds
}

/** Returns resident memory of a process and its children in megabytes. */
export function memoryMegabytes(root: number): number {
  return treeOf(root).reduce((sum, { memory }) => sum + memory, 0) / 1e6
}

/** Returns memory of one process in kilobytes, with shared pages divided among their users. */
function proportionalKilobytes(pid: number): number {
  try {
    return Number(/^Pss: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Returns memory (proportional set size) of a process and its children in megabytes. */
export function proportionalMegabytes(root: number): number {
  return treeOf(root).reduce((sum, { pid }) => sum + proportionalKilobytes(pid), 0) / 1000
}

/** Returns the parent process of all PostgreSQL processes; undefined for a server on another machine. */
export async function postmasterOf(database: Database): Promise<number | undefined> {
  const { rows } = await database.query<{ pid: number }>('select pg_backend_pid() as pid')
  const backend = processOf(rows[0]?.pid ?? 0)
  if (!backend) return undefined
  return readFileSync(`/proc/${backend.pid}/comm`, 'utf8').startsWith('postgres') ? backend.parent : undefined
}

/** Returns the machine's load average over the last minute. */
export function loadAverage(): number {
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])
}

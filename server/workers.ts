/**
 * Several server processes on one port (https://nodejs.org/api/cluster.html). The first process serves no
 * requests: it starts the others, replaces one that dies, and ends after the last of them.
 */
import cluster from 'node:cluster'
import type { Logger } from 'pino'

/** Message of the first process to the others; a signal from the terminal reaches all of them anyway. */
const STOP = 'stop'
/** Message of a process to the first one when it is prepared and listens. */
const PREPARED = 'prepared'
/** Environment variable of a process that must be prepared before it listens. */
const LISTEN_LATER = 'SHUANGXI_LISTEN_LATER'
const PAUSE_MS = 1_000
/** Longer than the limit in each process. */
const STOP_LIMIT_MS = 6_000

/** Returns true in the process that starts the others. */
export function isFirstProcess(): boolean {
  return cluster.isPrimary
}

/** Calls back when the first process stops all. */
export function onStopOfAll(stop: () => void): void {
  if (!cluster.isWorker) return
  process.on('message', (message) => {
    if (message === STOP) stop()
  })
}

/**
 * Returns whether this process listens before it is prepared, to report progress by `/readyz`. It does so if
 * no other process listens on the port; otherwise its requests would be refused needlessly.
 */
export function listensAtOnce(): boolean {
  return !cluster.isWorker || process.env[LISTEN_LATER] === undefined
}

/** Tells the first process that this one is prepared and listens. */
export function reportPrepared(): void {
  if (cluster.isWorker) process.send?.(PREPARED)
}

const living = () => Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? [])

function killAll(): void {
  for (const worker of living()) worker.process.kill('SIGKILL')
}

function endAll(log: Logger): void {
  setTimeout(killAll, STOP_LIMIT_MS).unref()
  for (const worker of living())
    worker.send(STOP, (error) => error && log.debug(error, 'a process had ended'))
}

/**
 * Runs `count` processes until a signal. The others start when the first one is prepared, because it alone
 * builds the page and prepares the database. Exits with an error if none can be prepared.
 */
export function runWorkers(count: number, log: Logger): void {
  // Each process accepts its own connections. If the first process passed one to a process that died before
  // taking it, the connection would stay open without an answer.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  let stopping = false
  let isPrepared = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) killAll()
      stopping = true
      endAll(log)
    })
  }
  const listening = new Set<number>()
  const fork = () => cluster.fork(listening.size > 0 ? { [LISTEN_LATER]: 'true' } : {})
  cluster.on('listening', ({ id }) => listening.add(id))
  cluster.on('message', (_, message) => {
    if (message !== PREPARED || isPrepared) return
    isPrepared = true
    while (!stopping && living().length < count) fork()
  })
  cluster.on('exit', (worker, code, signal) => {
    listening.delete(worker.id)
    if (stopping) return
    if (!isPrepared && code) process.exit(code)
    log.error({ pid: worker.process.pid, code, signal }, 'a server process ended and is replaced')
    setTimeout(() => {
      if (!stopping && living().length < count) fork()
    }, PAUSE_MS)
  })
  fork()
}

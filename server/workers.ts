/**
 * Several server processes on one port (https://nodejs.org/api/cluster.html). The first process
 * serves nothing: it starts the others, replaces one that dies, and ends with the last of them.
 */
import cluster, { type Worker } from 'node:cluster'
import type { Logger } from 'pino'

/** What the first process says to the others; a signal from the terminal reaches them all anyway. */
const STOP = 'stop'
const PAUSE_MS = 1_000
/** Beyond what a process gives itself. */
const STOP_LIMIT_MS = 6_000

/** True in the process that is to start the others. */
export function isFirstProcess(): boolean {
  return cluster.isPrimary
}

/** Calls back when the first process says that all shall end. */
export function onStopOfAll(stop: () => void): void {
  if (!cluster.isWorker) return
  process.on('message', (message) => {
    if (message === STOP) stop()
  })
}

/** The first listens before the others start: it alone builds the page and prepares the database. */
function firstListening(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.once('listening', () => resolve(true))
    worker.once('exit', () => resolve(false))
  })
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

/** Runs `count` processes until a signal; ends this one with an error where the first cannot start. */
export async function runWorkers(count: number, log: Logger): Promise<void> {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) killAll()
      stopping = true
      endAll(log)
    })
  }
  cluster.on('exit', (worker, code, signal) => {
    if (stopping) return
    log.error({ pid: worker.process.pid, code, signal }, 'a server process ended and is replaced')
    setTimeout(() => {
      if (!stopping) cluster.fork()
    }, PAUSE_MS)
  })
  let isServing = false
  const first = cluster.fork()
  first.once('exit', (code) => {
    if (!isServing && !stopping) process.exit(code || 1)
  })
  isServing = await firstListening(first)
  for (let others = 1; others < count && !stopping; others++) cluster.fork()
}
